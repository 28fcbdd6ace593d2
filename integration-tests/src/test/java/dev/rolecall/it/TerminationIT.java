package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The termination date of a row is somebody's last day. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class TerminationIT {
    /** The task runs every minute. */
    private static final Duration UNTIL_ENDED = Duration.ofSeconds(130);

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    TerminationIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private static long midnightAfter(String date) {
        return LocalDate.parse(date)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    private static String inDays(int days) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(days).toString();
    }

    /** Somebody who is logged in, twice: in a browser, and with an application that may come back later. */
    private final class Somebody {
        private final ARow row = ARow.aboutANewcomer();
        private final String id;
        private final Tokens online;
        private final Tokens offline;

        Somebody() {
            integration.apply(row);
            id = integration.idsOf(row.usercode()).get(0);
            realm.givePassword(id);
            online = realm.tokensOf(id);
            offline = realm.tokensOf(id, "openid offline_access");
        }

        ARow onlyTheKey() {
            return ARow.about(row.usercode());
        }

        boolean isEnabled() {
            return realm.user(id).path("enabled").asBoolean();
        }

        int refreshed(Tokens tokens) {
            return realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "refresh_token",
                            "client_id",
                            TestRealm.TEST_APP,
                            "refresh_token",
                            tokens.refresh()))
                    .status();
        }

        long sessions() {
            return database.number("select count(*) from offline_user_session where user_id = ?", id);
        }

        long due() {
            return database.number("select coalesce(max(due_at), 0) from rc_person_last_day where user_id = ?", id);
        }

        long schedules() {
            return database.number("select count(*) from rc_person_last_day where user_id = ?", id);
        }
    }

    @Nested
    class InThePast {
        private final Somebody ada = new Somebody();

        @Test
        void disablesThePersonAndEndsTheSessions() {
            JsonNode result = integration.apply(ada.onlyTheKey().with("terminationDate", inDays(-1)));

            assertThat(result.path("status").asText()).isEqualTo("updated");
            assertThat(ada.isEnabled()).isFalse();
            assertThat(ada.sessions()).isZero();
            assertThat(List.of(ada.refreshed(ada.online), ada.refreshed(ada.offline)))
                    .containsExactly(400, 400);
        }

        @Test
        void staysEndedWhenThePersonIsEnabledAgain() {
            integration.apply(ada.onlyTheKey().with("terminationDate", inDays(-1)));

            realm.enable(ada.id, true);

            assertThat(List.of(ada.refreshed(ada.online), ada.refreshed(ada.offline)))
                    .containsExactly(400, 400);
        }

        @Test
        void winsAgainstEnabled() {
            integration.apply(
                    ada.onlyTheKey().with("terminationDate", inDays(-1)).with("enabled", true));
            assertThat(ada.isEnabled()).isFalse();

            integration.apply(ada.onlyTheKey().with("enabled", true));
            assertThat(ada.isEnabled()).isFalse();
        }

        @Test
        void isAboutANewcomerToo() {
            ARow row = ARow.aboutANewcomer().with("terminationDate", inDays(-30));

            integration.apply(row);

            assertThat(realm.user(integration.idsOf(row.usercode()).get(0))
                            .path("enabled")
                            .asBoolean())
                    .isFalse();
        }

        @Test
        void enablesNobodyWhenItIsClearedUnlessTheRowSaysSo() {
            integration.apply(ada.onlyTheKey().with("terminationDate", inDays(-1)));

            integration.apply(ada.onlyTheKey().cleared("terminationDate"));
            assertThat(ada.isEnabled()).isFalse();

            integration.apply(ada.onlyTheKey().with("enabled", true));
            assertThat(ada.isEnabled()).isTrue();
        }
    }

    @Nested
    class TodayOrLater {
        private final Somebody ada = new Somebody();

        @Test
        void leavesThePersonUntilThen() {
            integration.apply(ada.onlyTheKey().with("terminationDate", inDays(0)));

            assertThat(ada.isEnabled()).isTrue();
            assertThat(ada.refreshed(ada.online)).isEqualTo(200);
            assertThat(ada.schedules()).isEqualTo(1);
        }

        @Test
        void isForgottenWhenItIsCleared() {
            integration.apply(ada.onlyTheKey().with("terminationDate", inDays(7)));

            integration.apply(ada.onlyTheKey().cleared("terminationDate"));

            assertThat(ada.schedules()).isZero();
        }

        @Test
        void countsWhereARowSaysWhatAnAdministratorWroteAlready() {
            write(ada, inDays(7));

            integration.apply(ada.onlyTheKey().with("terminationDate", inDays(7)));

            assertThat(ada.schedules()).isEqualTo(1);
        }

        @Test
        void isForgottenWithThePerson() {
            integration.apply(ada.onlyTheKey().with("terminationDate", inDays(7)));

            realm.asAdministrator().delete(realm.path("/users/" + ada.id)).expecting(204);

            assertThat(ada.schedules()).isZero();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WhenTheDayIsOver {
        private final Somebody leaver = scheduled(inDays(-1));
        private final Somebody moved = scheduled(inDays(30));
        private final Somebody marked = scheduled(inDays(-1));
        private final Somebody byHand = new Somebody();
        private final Somebody earlier = new Somebody();
        private final Somebody before = new Somebody();

        /** As if the row had come days ago: with that date by now. */
        private Somebody scheduled(String date) {
            Somebody somebody = new Somebody();
            integration.apply(somebody.onlyTheKey().with("terminationDate", inDays(1)));
            write(somebody, date);
            return somebody;
        }

        @BeforeAll
        void theTaskHasRun() {
            ObjectNode user = (ObjectNode) realm.user(marked.id);
            user.withObject("/attributes").set("rolecall.protected", Json.of(List.of("true")));
            realm.asAdministrator().put(realm.path("/users/" + marked.id), user).expecting(204);
            write(byHand, inDays(0));
            integration.apply(earlier.onlyTheKey().with("terminationDate", inDays(30)));
            write(earlier, inDays(1));
            write(before, inDays(-1));
            for (Somebody somebody : List.of(leaver, moved, marked)) {
                database.execute("update rc_person_last_day set due_at = 1 where user_id = '" + somebody.id + "'");
            }

            await().atMost(UNTIL_ENDED).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(database.number(
                                "select count(*) from rc_person_last_day where due_at = 1 and realm_id = ?",
                                realm.id()))
                        .isZero();
                assertThat(byHand.schedules()).isEqualTo(1);
            });
        }

        @Test
        void aDateThatOnlyAnAdministratorWroteCountsToo() {
            assertThat(byHand.due()).isEqualTo(midnightAfter(inDays(0)));
            assertThat(byHand.isEnabled()).isTrue();
        }

        @Test
        void aDateThatWasMovedToAnEarlierOneByHandCountsInstead() {
            assertThat(earlier.due()).isEqualTo(midnightAfter(inDays(1)));
        }

        @Test
        void aDateWrittenByHandWhenItWasOverDisablesNobody() {
            assertThat(before.schedules()).isZero();
            assertThat(before.isEnabled()).isTrue();
        }

        @Test
        void thePersonIsDisabledAndTheSessionsHaveEnded() {
            assertThat(leaver.isEnabled()).isFalse();
            assertThat(leaver.sessions()).isZero();
            assertThat(List.of(leaver.refreshed(leaver.online), leaver.refreshed(leaver.offline)))
                    .containsExactly(400, 400);
        }

        @Test
        void theEventIsInNobodysName() {
            JsonNode events = realm.asAdministrator()
                    .get(realm.path("/admin-events?operationTypes=UPDATE&resourcePath=users/" + leaver.id))
                    .expecting(200)
                    .json();

            assertThat(events.findValuesAsText("because")).containsExactly("terminationDate");
            assertThat(events.at("/0/authDetails").has("userId")).isFalse();
        }

        @Test
        void aDateThatWasMovedByHandCountsInstead() {
            assertThat(moved.isEnabled()).isTrue();
            assertThat(moved.schedules()).isEqualTo(1);
        }

        @Test
        void aMarkedAccountStays() {
            assertThat(marked.isEnabled()).isTrue();
            assertThat(marked.refreshed(marked.online)).isEqualTo(200);
        }
    }

    /** By hand, as an administrator in the console. */
    private void write(Somebody somebody, String date) {
        ObjectNode user = (ObjectNode) realm.user(somebody.id);
        user.withObject("/attributes").set("terminationDate", Json.of(List.of(date)));
        realm.asAdministrator().put(realm.path("/users/" + somebody.id), user).expecting(204);
    }
}
