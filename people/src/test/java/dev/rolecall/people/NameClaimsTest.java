package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NameClaimsTest {
    private static final Map<String, Set<String>> USERNAMES = Map.of("ada", Set.of("1"), "bob@acme.test", Set.of("2"));
    private static final Map<String, Set<String>> EMAILS = Map.of("ada@acme.test", Set.of("1"));

    private final NameClaims claims = new NameClaims(true, false, USERNAMES, EMAILS);

    private static PersonState person(String username, @Nullable String email) {
        return new PersonState(username, email, null, null, true, Map.of());
    }

    private static List<String> fields(List<RowError> errors) {
        return errors.stream().map(RowError::toString).toList();
    }

    @Nested
    class WhenANameIsTaken {
        @Test
        void theUsernameIsAConflict() {
            assertThat(fields(claims.conflicts("9", null, person("ada", null)))).containsExactly("username: conflict");
        }

        @Test
        void theEmailIsAConflict() {
            assertThat(fields(claims.conflicts("9", null, person("x", "ada@acme.test"))))
                    .containsExactly("email: conflict");
        }

        @Test
        void aUsernameMayNotBeTheEmailOfAnother() {
            assertThat(fields(claims.conflicts("9", null, person("ada@acme.test", null))))
                    .containsExactly("username: conflict");
        }

        @Test
        void anEmailMayNotBeTheUsernameOfAnother() {
            assertThat(fields(claims.conflicts("9", null, person("x", "bob@acme.test"))))
                    .containsExactly("email: conflict");
        }

        @Test
        void withoutLoginByEmailTheTwoAreApart() {
            NameClaims apart = new NameClaims(false, false, USERNAMES, EMAILS);

            assertThat(apart.conflicts("9", null, person("ada@acme.test", "bob@acme.test")))
                    .isEmpty();
        }

        @Test
        void aRealmMayAllowDuplicateEmails() {
            NameClaims duplicates = new NameClaims(false, true, USERNAMES, EMAILS);

            assertThat(duplicates.conflicts("9", null, person("x", "ada@acme.test")))
                    .isEmpty();
        }

        @Test
        void thePersonItselfIsNoConflict() {
            assertThat(claims.conflicts("1", person("a", null), person("ada", "ada@acme.test")))
                    .isEmpty();
        }
    }

    @Nested
    class WhenAnEarlierRowTookIt {
        @Test
        void theLaterIsAConflict() {
            claims.become("3", null, person("carl", "carl@acme.test"));

            assertThat(fields(claims.conflicts("4", null, person("carl", "carl@acme.test"))))
                    .containsExactly("username: conflict", "email: conflict");
        }
    }

    @Nested
    class WhenAnEarlierRowGaveItUp {
        @Test
        void theLaterHasToWaitForTheCommit() {
            claims.become("1", person("ada", "ada@acme.test"), person("ada2", "ada@acme.test"));

            assertThatThrownBy(() -> claims.conflicts("4", null, person("ada", null)))
                    .isInstanceOf(RowsMeetException.class);
        }
    }

    @Test
    void onlyNamesThatChangeAreLookedUp() {
        assertThat(NameClaims.names(person("ada", "ada@acme.test"), person("ada", "new@acme.test")))
                .containsExactly("new@acme.test");
    }
}
