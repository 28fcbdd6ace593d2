package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles and permissions are given and taken one by one, or many at once. */
@ExtendWith(RealmOfTheClass.class)
class GrantsIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;
    private final AccessCalls calls;
    private final String person;
    private final String user;

    GrantsIT(TestRealm realm) {
        this.realm = realm;
        this.calls = AccessCalls.ofSuper(realm);
        this.person = realm.person();
        this.user = "id:" + person;
        realm.associate(person, "acme");
    }

    private String roleOn(String pointer) {
        return realm.access(person).at(pointer + "/roles/0").asText();
    }

    @Nested
    class AGrant {
        @Test
        void isNewTheFirstTimeAndThereTheSecond() {
            assertThat(calls.give(user, "MANAGE@acme").status()).isEqualTo(201);
            assertThat(calls.give(user, "MANAGE@acme")
                            .expecting(200)
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("unchanged");
        }

        @Test
        void countsInTheNextToken() {
            assertThat(realm.access(person)).isEqualTo(NOTHING);

            calls.give(user, "view@acme/prod-eu").expecting(201);

            assertThat(roleOn("/customers/acme/deployments/prod-eu")).isEqualTo("VIEW");
        }

        @Test
        void isGivenByUsernameToo() {
            calls.give(realm.username(person), "MANAGE@acme").expecting(201);

            assertThat(roleOn("/customers/acme")).isEqualTo("MANAGE");
        }

        @Test
        void isGivenByUsercodeToo() {
            ARow row = ARow.aboutANewcomer().associatedWith("acme");
            new Integration(realm).apply(row);

            calls.give("usercode:" + row.usercode(), "MANAGE@acme").expecting(201);

            assertThat(new Integration(realm).idsOf(row.usercode()))
                    .singleElement()
                    .satisfies(id -> {
                        realm.givePassword(id);
                        assertThat(realm.access(id)
                                        .at("/customers/acme/roles/0")
                                        .asText())
                                .isEqualTo("MANAGE");
                    });
        }

        @Test
        void canBeADirectPermission() {
            calls.give(user, "console.logs.read@acme/prod-eu").expecting(201);

            assertThat(ClaimIT.texts(realm.access(person).at("/customers/acme/deployments/prod-eu/permissions")))
                    .containsExactly("console.logs.read");
        }

        @Test
        void onTheSystemNeedsTheAssociationWithIt() {
            assertThat(AccessCalls.refusal(calls.give(user, "VIEW@system"))).isEqualTo("409 grant: not-associated");
        }

        @Test
        void isInTheEventsInTheCallersName() {
            calls.give(user, "ADMIN@acme/prod-eu").expecting(201);

            JsonNode event = events("CREATE").path(0);

            assertThat(event.path("resourceType").asText()).isEqualTo("ROLECALL_GRANT");
            assertThat(event.at("/details/grant").asText()).isEqualTo("ADMIN@acme/prod-eu");
            assertThat(event.at("/authDetails/clientId").asText()).isEqualTo(realm.client("access-admin"));
        }

        private JsonNode events(String operation) {
            return realm.asAdministrator()
                    .get(realm.path(
                            "/admin-events?operationTypes=" + operation + "&resourcePath=users/" + person + "/grants"))
                    .expecting(200)
                    .json();
        }
    }

    @Nested
    class WhatCannotBeGiven {
        @ParameterizedTest
        @CsvSource({
            "VIEW@nobody-has-this, 404 grant: unknown-customer",
            "VIEW@acme/nowhere, 404 grant: unknown-deployment",
            "console.nothing@acme, 404 grant: unknown-role",
            "SUPER@acme, 404 grant: unknown-role",
            "VIEW@globex, 409 grant: not-associated",
            "console.billing.view@acme/prod-eu, 400 grant: invalid-value",
            "VIEW, 400 grant: invalid-value",
            "VIEW@a%00b, 400 grant: invalid-value",
            "VIEW@acme/a/b, 400 grant: invalid-value"
        })
        void isRefusedNamingTheField(String reference, String refusal) {
            assertThat(AccessCalls.refusal(calls.give(user, reference))).isEqualTo(refusal);
            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nobody-of-that-name", "usercode:none", "id:none", "id:"})
        void isRefusedForAPersonWhoIsNotThere(String nobody) {
            assertThat(AccessCalls.refusal(calls.give(nobody, "VIEW@acme"))).isEqualTo("404 user: unknown-user");
        }

        @ParameterizedTest
        @ValueSource(strings = {"2001-01-01T00:00:00Z", "tomorrow", "2027-01-01", "9999-12-31T00:00:00Z"})
        void isRefusedWithAnEndThatIsNone(String end) {
            assertThat(AccessCalls.refusal(calls.give(user, "VIEW@acme", end)))
                    .isEqualTo("400 expiresAt: invalid-value");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "[]",
                    "",
                    "{\"user\":1,\"grant\":\"VIEW@acme\"}",
                    "{\"user\":\"a\",\"user\":\"b\",\"grant\":\"VIEW@acme\"}",
                    "{\"user\":\"a\",\"grant\":\"VIEW@acme\",\"until\":\"x\"}"
                })
        void isRefusedWhereTheBodyIsNoGrant(String body) {
            Answer answer = Http.send(
                    "PUT",
                    realm.asApplication().uri("/rolecall/grants"),
                    realm.tokenOf("access-admin"),
                    "application/json",
                    BodyPublishers.ofString(body));

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Nested
    class AGrantWithAnEnd {
        private final Instant end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        @Test
        void getsAnotherWhenGivenAgain() {
            calls.give(user, "VIEW@acme", end.toString()).expecting(201);

            assertThat(status(calls.give(user, "VIEW@acme", end.toString()))).isEqualTo("unchanged");
            assertThat(status(calls.give(user, "VIEW@acme", end.plusSeconds(60).toString())))
                    .isEqualTo("updated");
            assertThat(status(calls.give(user, "VIEW@acme"))).isEqualTo("updated");
            assertThat(status(calls.give(user, "VIEW@acme"))).isEqualTo("unchanged");
        }

        private static String status(Answer answer) {
            return answer.expecting(200).json().path("status").asText();
        }
    }

    @Nested
    class Taking {
        @Test
        void takesWhatWasGiven() {
            calls.give(user, "MANAGE@acme").expecting(201);
            assertThat(roleOn("/customers/acme")).isEqualTo("MANAGE");

            calls.take(user, "MANAGE@acme").expecting(204);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void saysWhenThereIsNothingToTake() {
            assertThat(AccessCalls.refusal(calls.take(user, "MANAGE@acme"))).isEqualTo("404 grant: not-held");
        }

        @Test
        void ofWhatWasGivenByHandNeedsToSaySo() {
            realm.join(person, "ADMIN@acme").expecting(204);

            assertThat(AccessCalls.refusal(calls.take(user, "ADMIN@acme"))).isEqualTo("409 grant: other-origins");
            assertThat(roleOn("/customers/acme")).isEqualTo("ADMIN");
            calls.takeFromAll(user, "ADMIN@acme").expecting(204);
            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void ofWhatAnotherOriginGaveTooLeavesBothUntilItSaysSo() {
            realm.join(person, "VIEW@acme").expecting(204);
            calls.give(user, "VIEW@acme").expecting(200);

            Answer refused = calls.take(user, "VIEW@acme");

            assertThat(AccessCalls.refusal(refused)).isEqualTo("409 grant: other-origins");
            assertThat(refused.json().at("/details/0/message").asText()).contains("console");
            assertThat(roleOn("/customers/acme")).isEqualTo("VIEW");
        }

        @Test
        void isNotMisunderstood() {
            assertThat(AccessCalls.refusal(calls.send(
                            "DELETE",
                            "grants?allOrigins=yes",
                            Json.object().put("user", user).put("grant", "VIEW@acme"))))
                    .isEqualTo("400 allOrigins: invalid-value");
        }
    }

    @Nested
    class ManyAtOnce {
        @Test
        void haveOneResultEach() {
            ArrayNode rows = Json.of(List.of()).deepCopy();
            rows.add(row("put", "VIEW@acme"));
            rows.add(row("put", "VIEW@acme"));
            rows.add(row("put", "VIEW@nowhere"));
            rows.add(row("delete", "VIEW@acme"));
            rows.add(row("put", "VIEW@acme"));
            rows.add(row("give", "VIEW@acme"));
            rows.add(row("put", "VIEW@a%00b"));

            JsonNode answer = calls.bulk(rows).expecting(207).json();

            assertThat(statuses(answer))
                    .containsExactly("created", "unchanged", "rejected", "removed", "created", "rejected", "rejected");
            assertThat(answer.at("/results/2/errors/0/code").asText()).isEqualTo("unknown-customer");
            assertThat(answer.at("/results/5/errors/0/field").asText()).isEqualTo("op");
            assertThat(answer.path("created").asInt()).isEqualTo(2);
            assertThat(roleOn("/customers/acme")).isEqualTo("VIEW");
        }

        @Test
        void comeAsLinesToo() {
            String lines = row("put", "ADMIN@acme") + "\n\n{broken\n" + row("put", "VIEW@acme/prod-eu") + "\n";

            JsonNode answer =
                    calls.bulk(Integration.NDJSON, lines).expecting(207).json();

            assertThat(statuses(answer)).containsExactly("created", "rejected", "created");
            assertThat(answer.at("/results/1/row").asInt()).isEqualTo(3);
            assertThat(answer.at("/results/1/errors/0/code").asText()).isEqualTo("malformed-row");
        }

        @Test
        void areAThousandAtMost() {
            ArrayNode rows = Json.of(List.of()).deepCopy();
            for (int i = 0; i < 1001; i++) {
                rows.add(row("put", "VIEW@acme"));
            }

            assertThat(calls.bulk(rows).status()).isEqualTo(422);
            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void areAMegabyteAtMost() {
            assertThat(calls.bulk(Integration.JSON, "[" + " ".repeat(1 << 20) + "]")
                            .status())
                    .isEqualTo(413);
        }

        @Test
        void areRefusedAsAWholeWhenTheyCannotBeRead() {
            assertThat(calls.bulk(Integration.JSON, "[{]").status()).isEqualTo(400);
            assertThat(calls.bulk(Integration.CSV, "op,user").status()).isEqualTo(415);
        }

        private ObjectNode row(String operation, String grant) {
            return Json.object().put("op", operation).put("user", user).put("grant", grant);
        }

        private static List<String> statuses(JsonNode answer) {
            return answer.path("results").findValuesAsText("status");
        }
    }
}
