package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {
    private static final Path FILES = Path.of("").toAbsolutePath();
    private static final String LENA = "uid=lena,ou=people," + DemoDirectory.BASE;
    private static final String ADMINS_OF_PROD_EU = "cn=acme-prod-eu-admins,ou=groups," + DemoDirectory.BASE;
    private static final String VIEWERS_OF_GLOBEX = "cn=globex-viewers,ou=groups," + DemoDirectory.BASE;

    private final DemoDirectory directory = DemoDirectory.start(0, FILES.resolve("directory.ldif"));

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void everybodysPasswordIsTheUid() throws LDAPException {
        try (LDAPConnection admin = bound(DemoDirectory.ADMINISTRATOR, DemoDirectory.PASSWORD)) {
            SearchResult people = admin.search("ou=people," + DemoDirectory.BASE, SearchScope.ONE, "(uid=*)");

            assertThat(people.getEntryCount()).isGreaterThan(5);
            for (SearchResultEntry person : people.getSearchEntries()) {
                assertThat(person.hasAttribute("mail")).isTrue();
                bound(person.getDN(), person.getAttributeValue("uid")).close();
            }
        }
    }

    @Test
    void everyGroupHasSeveralMembersWhoAreAllThere() throws LDAPException {
        try (LDAPConnection admin = bound(DemoDirectory.ADMINISTRATOR, DemoDirectory.PASSWORD)) {
            SearchResult groups =
                    admin.search("ou=groups," + DemoDirectory.BASE, SearchScope.ONE, "(objectClass=groupOfNames)");

            assertThat(groups.getEntryCount()).isGreaterThan(3);
            for (SearchResultEntry group : groups.getSearchEntries()) {
                assertThat(group.getAttributeValues("member"))
                        .hasSizeGreaterThan(1)
                        .allSatisfy(member -> assertThat(admin.getEntry(member)).isNotNull());
            }
        }
    }

    @Test
    void lenaAndOttoAreInTheGroupsOfTheirRoles() throws LDAPException {
        assertThat(isMember(LENA, ADMINS_OF_PROD_EU)).isTrue();
        assertThat(isMember("uid=otto,ou=people," + DemoDirectory.BASE, VIEWERS_OF_GLOBEX))
                .isTrue();
    }

    @Test
    void aChangeIsSeenAtOnceAndCanBeTakenBack() throws LDAPException {
        directory.apply(FILES.resolve("lena-leaves.ldif"));
        assertThat(isMember(LENA, ADMINS_OF_PROD_EU)).isFalse();

        directory.apply(FILES.resolve("lena-returns.ldif"));
        assertThat(isMember(LENA, ADMINS_OF_PROD_EU)).isTrue();
    }

    @Test
    void answersNobodyWhoHasNotBound() throws LDAPException {
        try (LDAPConnection stranger = new LDAPConnection("127.0.0.1", directory.port())) {
            assertThatThrownBy(() -> stranger.search(DemoDirectory.BASE, SearchScope.SUB, "(uid=lena)"))
                    .isInstanceOf(LDAPException.class);
        }
    }

    @Test
    void knowsAPersonByTheSameIdAtEachStart() throws LDAPException {
        try (DemoDirectory second = DemoDirectory.start(0, FILES.resolve("directory.ldif"))) {
            assertThat(idOfLena(second)).isEqualTo(idOfLena(directory));
        }
    }

    @Test
    void isBackOnTheSamePortWithWhatItHeld() throws LDAPException {
        directory.apply(FILES.resolve("lena-leaves.ldif"));

        directory.goDown();
        assertThatThrownBy(() -> bound(LENA, "lena")).isInstanceOf(LDAPException.class);
        directory.comeBack();

        assertThat(isMember(LENA, ADMINS_OF_PROD_EU)).isFalse();
    }

    @Test
    void saysWhichFileItCannotStartFrom(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.ldif"), "dn: uid=x,dc=elsewhere\nuid: x\n");

        assertThatThrownBy(() -> DemoDirectory.start(0, file))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("broken.ldif");
    }

    @Test
    void doesNotShareAPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DemoDirectory.start(taken.getLocalPort(), FILES.resolve("directory.ldif")))
                    .isInstanceOf(DemoException.class);
        }
    }

    private boolean isMember(String person, String group) throws LDAPException {
        try (LDAPConnection admin = bound(DemoDirectory.ADMINISTRATOR, DemoDirectory.PASSWORD)) {
            return admin.search(group, SearchScope.BASE, Filter.createEqualityFilter("member", person))
                            .getEntryCount()
                    == 1;
        }
    }

    private static String idOfLena(DemoDirectory of) throws LDAPException {
        try (LDAPConnection admin =
                new LDAPConnection("127.0.0.1", of.port(), DemoDirectory.ADMINISTRATOR, DemoDirectory.PASSWORD)) {
            return admin.getEntry(LENA, "entryUUID").getAttributeValue("entryUUID");
        }
    }

    private LDAPConnection bound(String name, String password) throws LDAPException {
        return new LDAPConnection("127.0.0.1", directory.port(), name, password);
    }
}
