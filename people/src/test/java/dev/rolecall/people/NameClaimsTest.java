package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.NameClaims.Claim;
import dev.rolecall.people.NameClaims.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NameClaimsTest {
    private static final Map<String, Set<String>> USERNAMES =
            Map.of("ada", Set.of("1"), "bob@acme.test", Set.of("2"), "carl", Set.of("3"));
    private static final Map<String, Set<String>> EMAILS =
            Map.of("ada@acme.test", Set.of("1"), "carl@acme.test", Set.of("3"));

    private static final PersonState ADA = person("ada", "ada@acme.test");
    private static final PersonState BOB = person("bob@acme.test", null);
    private static final PersonState CARL = person("carl", "carl@acme.test");

    private final NameClaims claims = new NameClaims(true, false, USERNAMES, EMAILS);

    private static PersonState person(String username, @Nullable String email) {
        return new PersonState(username, email, null, null, true, Map.of());
    }

    private static Claim newcomer(String id, String username, @Nullable String email) {
        return new Claim(id, null, person(username, email));
    }

    private Verdict judge(Claim... all) {
        return claims.judge(List.of(all));
    }

    private static List<String> fields(Verdict verdict, String id) {
        return verdict.conflicts().getOrDefault(id, List.of()).stream()
                .map(RowError::toString)
                .toList();
    }

    @Nested
    class WhenANameIsTakenBySomebodyWhoKeepsIt {
        @Test
        void theUsernameIsAConflict() {
            assertThat(fields(judge(newcomer("9", "ada", null)), "9")).containsExactly("username: conflict");
        }

        @Test
        void theEmailIsAConflict() {
            assertThat(fields(judge(newcomer("9", "x", "ada@acme.test")), "9")).containsExactly("email: conflict");
        }

        @Test
        void aUsernameMayNotBeTheEmailOfAnother() {
            assertThat(fields(judge(newcomer("9", "ada@acme.test", null)), "9")).containsExactly("username: conflict");
        }

        @Test
        void anEmailMayNotBeTheUsernameOfAnother() {
            assertThat(fields(judge(newcomer("9", "x", "bob@acme.test")), "9")).containsExactly("email: conflict");
        }

        @Test
        void withoutLoginByEmailTheTwoAreApart() {
            NameClaims apart = new NameClaims(false, false, USERNAMES, EMAILS);

            assertThat(apart.judge(List.of(newcomer("9", "ada@acme.test", "bob@acme.test")))
                            .conflicts())
                    .isEmpty();
        }

        @Test
        void aRealmMayAllowDuplicateEmails() {
            NameClaims duplicates = new NameClaims(false, true, USERNAMES, EMAILS);

            assertThat(duplicates
                            .judge(List.of(newcomer("9", "x", "ada@acme.test")))
                            .conflicts())
                    .isEmpty();
        }

        @Test
        void thePersonItselfIsNoConflict() {
            assertThat(judge(new Claim("1", person("a", null), ADA)).conflicts())
                    .isEmpty();
        }

        @Test
        void aRowThatChangesNoNameKeepsThem() {
            Verdict verdict = judge(new Claim("3", CARL, person("ada", "carl@acme.test")), new Claim("1", ADA, ADA));

            assertThat(fields(verdict, "3")).containsExactly("username: conflict");
            assertThat(verdict.conflicts()).doesNotContainKey("1");
        }
    }

    @Nested
    class WhenTwoWantOneName {
        @Test
        void theEarlierRowGetsIt() {
            Verdict verdict = judge(newcomer("8", "dora", "dora@acme.test"), newcomer("9", "dora", "dora@acme.test"));

            assertThat(verdict.conflicts()).containsOnlyKeys("9");
            assertThat(fields(verdict, "9")).containsExactly("username: conflict", "email: conflict");
        }

        @Test
        void theLaterGetsItWhenTheEarlierIsRefusedForAnother() {
            Verdict verdict = judge(newcomer("8", "dora", "ada@acme.test"), newcomer("9", "dora", null));

            assertThat(verdict.conflicts()).containsOnlyKeys("8");
        }
    }

    @Nested
    class WhenNamesChangeHands {
        @Test
        void twoMayExchangeTheirUsernames() {
            Verdict verdict = judge(
                    new Claim("1", ADA, person("carl", "ada@acme.test")),
                    new Claim("3", CARL, person("ada", "carl@acme.test")));

            assertThat(verdict.conflicts()).isEmpty();
            assertThat(verdict.leaveUsernames()).containsExactlyInAnyOrder("1", "3");
            assertThat(verdict.leaveEmails()).isEmpty();
        }

        @Test
        void twoMayExchangeTheirEmails() {
            Verdict verdict = judge(
                    new Claim("1", ADA, person("ada", "carl@acme.test")),
                    new Claim("3", CARL, person("carl", "ada@acme.test")));

            assertThat(verdict.conflicts()).isEmpty();
            assertThat(verdict.leaveUsernames()).isEmpty();
            assertThat(verdict.leaveEmails()).containsExactlyInAnyOrder("1", "3");
        }

        @Test
        void threeMayGoRound() {
            Verdict verdict = judge(
                    new Claim("1", ADA, person("bob@acme.test", "ada@acme.test")),
                    new Claim("2", BOB, person("carl", null)),
                    new Claim("3", CARL, person("ada", "carl@acme.test")));

            assertThat(verdict.conflicts()).isEmpty();
            assertThat(verdict.leaveUsernames()).containsExactlyInAnyOrder("1", "2", "3");
        }

        @Test
        void aNewcomerMayTakeWhatALaterRowGivesUp() {
            Verdict verdict =
                    judge(newcomer("9", "ada", "ada@acme.test"), new Claim("1", ADA, person("ada2", "ada2@acme.test")));

            assertThat(verdict.conflicts()).isEmpty();
            assertThat(verdict.leaveUsernames()).containsExactly("1");
            assertThat(verdict.leaveEmails()).containsExactly("1");
        }

        @Test
        void anEmailMayBecomeWhatWasTheUsernameOfAnother() {
            Verdict verdict = judge(newcomer("9", "x", "bob@acme.test"), new Claim("2", BOB, person("bob", null)));

            assertThat(verdict.conflicts()).isEmpty();
        }

        @Test
        void whoIsRefusedKeepsTheNameAgainstWhoWantedIt() {
            Verdict verdict = judge(
                    newcomer("9", "carl", null),
                    new Claim("3", CARL, person("ada", "carl@acme.test")),
                    new Claim("1", ADA, person("bob@acme.test", "ada@acme.test")));

            assertThat(verdict.conflicts()).containsOnlyKeys("9", "3", "1");
        }

        @Test
        void aThousandInARowMoveUpAndNobodyIsRefused() {
            Verdict verdict = moveUp(1_000, false);

            assertThat(verdict.conflicts()).isEmpty();
            assertThat(verdict.leaveUsernames()).hasSize(999);
        }

        @Test
        void aThousandInARowStayWhenTheLastCannotMove() {
            assertThat(moveUp(1_000, true).conflicts()).hasSize(1_000);
        }

        private Verdict moveUp(int people, boolean lastIsTaken) {
            Map<String, Set<String>> taken = new HashMap<>();
            List<Claim> rows = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                taken.put("u" + i, Set.of(String.valueOf(i)));
                rows.add(new Claim(String.valueOf(i), person("u" + i, null), person("u" + (i + 1), null)));
            }
            if (lastIsTaken) {
                taken.put("u" + people, Set.of("somebody"));
            }
            return new NameClaims(true, false, taken, Map.of()).judge(rows);
        }
    }

    @Test
    void aRowThatIsRefusedAnywayHearsOfItsConflictsToo() {
        judge(newcomer("8", "dora", null));

        assertThat(claims.conflicts(newcomer("9", "dora", null)).stream().map(RowError::toString))
                .containsExactly("username: conflict");
    }

    @Test
    void onlyNamesThatChangeAreLookedUp() {
        assertThat(NameClaims.names(person("ada", "ada@acme.test"), person("ada", "new@acme.test")))
                .containsExactly("new@acme.test");
    }
}
