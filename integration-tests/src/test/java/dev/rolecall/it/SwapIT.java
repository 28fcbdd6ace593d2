package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Usernames and e-mail addresses change hands within one file, in whatever order the rows come. */
@ExtendWith(RealmOfTheClass.class)
class SwapIT {
    /** More than one transaction takes. */
    private static final int BETWEEN = 600;

    private final TestRealm realm;
    private final Integration integration;

    SwapIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    /** Somebody who is there, and whom the server's cache knows by name and e-mail. */
    private final class Somebody {
        private final String usercode = "E-" + UUID.randomUUID();
        private final String name = usercode.toLowerCase(Locale.ROOT);
        private final String id;

        Somebody() {
            integration.apply(row(name, email()));
            id = integration.idsOf(usercode).get(0);
            realm.givePassword(id);
            realm.tokensOf(id);
        }

        String email() {
            return name + "@people.test";
        }

        ARow row(String username, String email) {
            return ARow.about(usercode)
                    .with("username", username)
                    .with("email", email)
                    .with("firstName", "Ada")
                    .with("lastName", "Lovelace");
        }

        ARow as(Somebody other) {
            return row(other.name, other.email());
        }

        String nameNow() {
            return realm.user(id).path("username").asText();
        }

        String emailNow() {
            return realm.user(id).path("email").asText();
        }
    }

    private static JsonNode rows(List<ARow> rows) {
        return Json.of(rows.stream().map(ARow::json).toList());
    }

    private static byte[] ndjson(List<ARow> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(row.json()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<ARow> newcomers(int count) {
        List<ARow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(ARow.aboutANewcomer());
        }
        return rows;
    }

    private static List<String> statuses(JsonNode results) {
        return StreamSupport.stream(results.spliterator(), false)
                .map(result -> result.path("status").asText())
                .toList();
    }

    @Nested
    class InOneTransaction {
        private final Somebody ada = new Somebody();
        private final Somebody bob = new Somebody();
        private final Somebody carl = new Somebody();

        @Test
        void twoExchangeTheirUsernamesAndEmails() {
            integration.sync(rows(List.of(ada.as(bob), bob.as(ada)))).expecting(200);

            assertThat(List.of(ada.nameNow(), bob.nameNow())).containsExactly(bob.name, ada.name);
            assertThat(List.of(ada.emailNow(), bob.emailNow())).containsExactly(bob.email(), ada.email());
        }

        @Test
        void whoLogsInWithTheNameIsWhoHasItNow() {
            integration.sync(rows(List.of(ada.as(bob), bob.as(ada)))).expecting(200);

            JsonNode claims = realm.asApplication()
                    .password(TestRealm.TEST_APP, null, bob.name, TestRealm.PASSWORD, Map.of("scope", "openid"))
                    .accessClaims();

            assertThat(claims.path("sub").asText()).isEqualTo(ada.id);
        }

        @Test
        void threeGoRound() {
            integration
                    .sync(rows(List.of(ada.as(bob), bob.as(carl), carl.as(ada))))
                    .expecting(200);

            assertThat(List.of(ada.nameNow(), bob.nameNow(), carl.nameNow()))
                    .containsExactly(bob.name, carl.name, ada.name);
        }

        @Test
        void onlyEmailsMayChangeHands() {
            integration
                    .sync(rows(List.of(ada.row(ada.name, bob.email()), bob.row(bob.name, ada.email()))))
                    .expecting(200);

            assertThat(List.of(ada.emailNow(), bob.emailNow())).containsExactly(bob.email(), ada.email());
        }

        @Test
        void aNewcomerTakesWhatALaterRowGivesUp() {
            ARow newcomer = ARow.aboutANewcomer().with("username", ada.name).with("email", ada.email());

            integration
                    .sync(rows(List.of(newcomer, ada.row("x-" + ada.name, "x-" + ada.email()))))
                    .expecting(200);

            assertThat(realm.idOf(ada.name)).isNotEqualTo(ada.id);
            assertThat(ada.nameNow()).isEqualTo("x-" + ada.name);
        }

        @Test
        void nobodyGetsTheNameOfSomebodyWhoCannotGiveItUp() {
            JsonNode answer = integration
                    .sync(rows(List.of(ada.as(bob), bob.row(carl.name, bob.email()))))
                    .expecting(207)
                    .json();

            assertThat(statuses(answer.path("results"))).containsExactly("rejected", "rejected");
            assertThat(answer.at("/results/0/errors/0/code").asText()).isEqualTo("conflict");
            assertThat(List.of(ada.nameNow(), bob.nameNow(), carl.nameNow()))
                    .containsExactly(ada.name, bob.name, carl.name);
        }
    }

    @Nested
    class InOneCall {
        @Test
        void rowsOfDifferentTransactionsExchangeNamesAndTheResultsStayInOrder() {
            Somebody ada = new Somebody();
            Somebody bob = new Somebody();
            List<ARow> rows = new ArrayList<>();
            rows.add(ada.as(bob));
            rows.addAll(newcomers(BETWEEN));
            rows.add(bob.as(ada));

            JsonNode answer = integration.sync(rows(rows)).expecting(200).json();

            assertThat(List.of(ada.nameNow(), bob.nameNow())).containsExactly(bob.name, ada.name);
            assertThat(answer.path("updated").asInt()).isEqualTo(2);
            assertThat(answer.path("results").findValuesAsText("line")).first().isEqualTo("1");
            assertThat(statuses(answer.path("results"))).first().isEqualTo("updated");
            assertThat(answer.path("results")).hasSize(BETWEEN + 2);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class InOneFile {
        private final Somebody ada = new Somebody();
        private final Somebody bob = new Somebody();
        private final Somebody carl = new Somebody();
        private final ARow manager = ARow.aboutANewcomer();
        private final ARow report = ARow.aboutANewcomer().with("attributes", Map.of("manager", manager.usercode()));
        private JsonNode ended = Json.object();

        @BeforeAll
        void isImported() {
            List<ARow> rows = new ArrayList<>();
            rows.add(ada.as(bob));
            rows.add(ARow.aboutANewcomer().with("username", carl.name));
            rows.add(report);
            rows.addAll(newcomers(BETWEEN));
            rows.add(bob.as(ada));
            rows.add(manager);
            ended = integration.imported(Integration.NDJSON, ndjson(rows));
        }

        @Test
        void rowsOfDifferentTransactionsExchangeNames() {
            assertThat(List.of(ada.nameNow(), bob.nameNow())).containsExactly(bob.name, ada.name);
            assertThat(List.of(ada.emailNow(), bob.emailNow())).containsExactly(bob.email(), ada.email());
        }

        @Test
        void everyRowIsCountedOnce() {
            assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(ended.at("/counts/rows").asInt()).isEqualTo(BETWEEN + 5);
            assertThat(ended.at("/counts/created").asInt()).isEqualTo(BETWEEN + 2);
            assertThat(ended.at("/counts/updated").asInt()).isEqualTo(2);
            assertThat(ended.at("/counts/rejected").asInt()).isEqualTo(1);
        }

        @Test
        void whoWantsTheNameOfSomebodyWhoKeepsItIsRejectedInTheEnd() {
            JsonNode rejected = integration
                    .rows(ended.path("id").asText(), "?status=rejected")
                    .path("entries");

            assertThat(rejected).hasSize(1);
            assertThat(rejected.at("/0/line").asInt()).isEqualTo(2);
            assertThat(rejected.at("/0/errors/0/code").asText()).isEqualTo("conflict");
        }

        @Test
        void noRowIsLeftAside() {
            assertThat(integration
                            .rows(ended.path("id").asText(), "?status=deferred")
                            .path("total")
                            .asInt())
                    .isZero();
        }

        @Test
        void aManagerMayComeAfterWhoReportsToHer() {
            String id = integration.idsOf(report.usercode()).get(0);

            assertThat(realm.user(id).at("/attributes/manager/0").asText()).isEqualTo(manager.usercode());
            assertThat(integration.idsOf(manager.usercode())).hasSize(1);
        }
    }
}
