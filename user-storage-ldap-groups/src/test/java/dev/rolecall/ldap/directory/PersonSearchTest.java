package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryFailure;
import javax.naming.directory.SearchControls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonSearchTest {
    private static final int SUBTREE = SearchControls.SUBTREE_SCOPE;

    private final TestDirectory directory = new TestDirectory();
    private final PersonSearch search = new PersonSearch(directory.search());

    PersonSearchTest() {
        directory.person("lena");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void findsWhoIsThere() {
        assertThat(search.finds(PEOPLE, SUBTREE, "(uid=lena)")).isTrue();
    }

    @Test
    void findsNobodyWhoIsNot() {
        assertThat(search.finds(PEOPLE, SUBTREE, "(uid=otto)")).isFalse();
    }

    @Test
    void looksBelowTheBaseOnlyAsFarAsKeycloakDoes() {
        assertThat(search.finds(TestDirectory.BASE, SUBTREE, "(uid=lena)")).isTrue();
        assertThat(search.finds(TestDirectory.BASE, SearchControls.ONELEVEL_SCOPE, "(uid=lena)"))
                .isFalse();
        assertThat(search.finds(PEOPLE, SearchControls.ONELEVEL_SCOPE, "(uid=lena)"))
                .isTrue();
    }

    @Test
    void takesABaseThatIsNotThereForNoAnswer() {
        assertThatThrownBy(() -> search.finds("ou=nowhere," + TestDirectory.BASE, SUBTREE, "(uid=otto)"))
                .isInstanceOfSatisfying(
                        DirectoryException.class,
                        e -> assertThat(e.failure()).isEqualTo(DirectoryFailure.NO_SUCH_ENTRY));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 11, 50, 51, 52})
    void takesAnErrorForNoAnswer(int code) {
        directory.onResult(result -> result.setResult(
                new LDAPResult(1, ResultCode.valueOf(code), null, null, (String[]) null, new Control[0])));

        assertThatThrownBy(() -> search.finds(PEOPLE, SUBTREE, "(uid=otto)")).isInstanceOf(DirectoryException.class);
    }
}
