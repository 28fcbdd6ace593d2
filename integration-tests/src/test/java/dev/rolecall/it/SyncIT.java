package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code POST users/sync} and {@code GET users/{usercode}/sync-payload}: people, while the caller waits. */
@ExtendWith(RealmOfTheClass.class)
class SyncIT {
    private final TestRealm realm;
    private final Integration integration;

    SyncIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    @Nested
    class ANewcomer {
        private final ARow row = ARow.aboutANewcomer()
                .with("attributes", Map.of("department", List.of("R&D")))
                .associatedWith("acme")
                .holding("ADMIN@acme");

        @Test
        void isCreated() {
            JsonNode answer = integration.sync(row.json()).expecting(200).json();

            assertThat(answer.path("created").asInt()).isEqualTo(1);
            assertThat(answer.at("/results/0/status").asText()).isEqualTo("created");
            assertThat(answer.at("/results/0/key").asText()).isEqualTo(row.usercode());
        }

        @Test
        void hasTheFieldsOfTheRow() {
            integration.apply(row);

            JsonNode user = realm.user(onlyId(row));

            assertThat(user.path("email").asText()).isEqualToIgnoringCase(row.usercode() + "@people.test");
            assertThat(user.path("firstName").asText()).isEqualTo("Ada");
            assertThat(user.at("/attributes/department/0").asText()).isEqualTo("R&D");
            assertThat(user.path("enabled").asBoolean()).isTrue();
        }

        @Test
        void holdsTheRolesOfTheRow() {
            integration.apply(row);
            String id = onlyId(row);
            realm.givePassword(id);

            assertThat(realm.access(id).at("/customers/acme/roles/0").asText()).isEqualTo("ADMIN");
        }

        @Test
        void holdsADirectPermissionOfTheRow() {
            integration.apply(row.holding().with("permissions", List.of("console.logs.read@acme/prod-eu")));
            String id = onlyId(row);
            realm.givePassword(id);

            assertThat(realm.access(id).path("customers").path("acme"))
                    .isEqualTo(Json.read("{\"deployments\":{\"prod-eu\":{\"permissions\":[\"console.logs.read\"]}}}"));
        }

        @Test
        void isAssociatedUnmanagedSoThatNobodyIsDeletedWithAMembership() {
            integration.apply(row);
            String id = onlyId(row);

            realm.dissociate(id, "acme");

            assertThat(realm.user(id).path("id").asText()).isEqualTo(id);
        }
    }

    @Nested
    class APersonWhoIsThere {
        private final ARow row = ARow.aboutANewcomer()
                .with("attributes", Map.of("department", List.of("R&D"), "jobTitle", List.of("Analyst")))
                .associatedWith("acme", "globex")
                .holding("ADMIN@acme", "VIEW@globex/main");

        APersonWhoIsThere() {
            integration.apply(row);
        }

        @Test
        void isUnchangedByTheSameRow() {
            assertThat(integration.apply(row).path("status").asText()).isEqualTo("unchanged");
        }

        @Test
        void isUpdatedByAnotherEMail() {
            JsonNode result = integration.apply(ARow.about(row.usercode()).with("email", row.usercode() + "@new.test"));

            assertThat(result.path("status").asText()).isEqualTo("updated");
            assertThat(realm.user(onlyId(row)).path("email").asText()).endsWith("@new.test");
        }

        @Test
        void keepsWhatIsAbsent() {
            integration.apply(ARow.about(row.usercode()).with("firstName", "Grace"));

            JsonNode user = realm.user(onlyId(row));
            assertThat(user.path("lastName").asText()).isEqualTo("Lovelace");
            assertThat(user.at("/attributes/department/0").asText()).isEqualTo("R&D");
        }

        @Test
        void losesWhatIsNull() {
            integration.apply(
                    ARow.about(row.usercode()).with("attributes", Json.object().putNull("department")));

            JsonNode user = realm.user(onlyId(row));
            assertThat(user.at("/attributes/department").isMissingNode()).isTrue();
            assertThat(user.at("/attributes/jobTitle/0").asText()).isEqualTo("Analyst");
        }

        @Test
        void holdsExactlyTheRolesThatArePresent() {
            integration.apply(ARow.about(row.usercode()).holding("VIEW@acme"));
            String id = onlyId(row);
            realm.givePassword(id);

            JsonNode access = realm.access(id);

            assertThat(access.at("/customers/acme/roles/0").asText()).isEqualTo("VIEW");
            assertThat(access.path("customers").has("globex")).isFalse();
        }

        @Test
        void keepsARoleThatWasGivenByHand() {
            String id = onlyId(row);
            realm.join(id, "MANAGE@globex").expecting(204);
            integration.apply(ARow.about(row.usercode()).holding());
            realm.givePassword(id);

            assertThat(realm.access(id).path("customers")).isEqualTo(Json.read("""
                            {"globex":{"roles":["MANAGE"],"permissions":
                            ["console.billing.manage","console.billing.view","console.deploy.start","console.logs.read"]}}"""));
        }

        @Test
        void losesTheGrantsOfACustomerWithTheAssociation() {
            integration.apply(
                    ARow.about(row.usercode()).associatedWith("globex").holding("VIEW@globex/main"));
            String id = onlyId(row);
            realm.givePassword(id);

            assertThat(realm.isMember(id, "acme")).isFalse();
            assertThat(realm.access(id).path("customers").has("acme")).isFalse();
        }

        @Test
        void canBeDisabled() {
            integration.apply(ARow.about(row.usercode()).with("enabled", false));

            assertThat(realm.user(onlyId(row)).path("enabled").asBoolean()).isFalse();
        }
    }

    @Nested
    class TheSyncPayload {
        private final ARow row = ARow.aboutANewcomer()
                .with("userType", "HUMAN")
                .with("attributes", Map.of("department", List.of("R&D"), "manager", List.of("E1")))
                .with("terminationDate", "2031-12-31")
                .associatedWith("acme")
                .holding("ADMIN@acme")
                .with("permissions", List.of("console.logs.read@acme/staging"));

        @Test
        void holdsWhatTheRowSaid() {
            integration.apply(row);

            JsonNode payload =
                    integration.syncPayload(row.usercode()).expecting(200).json();

            assertThat(payload.path("roles")).isEqualTo(row.json().path("roles"));
            assertThat(payload.path("permissions")).isEqualTo(row.json().path("permissions"));
            assertThat(payload.path("customers")).isEqualTo(row.json().path("customers"));
            assertThat(payload.path("terminationDate").asText()).isEqualTo("2031-12-31");
            assertThat(payload.path("userType").asText()).isEqualTo("HUMAN");
        }

        @Test
        void changesNothingWhenItIsSentBack() {
            integration.apply(row);
            JsonNode payload =
                    integration.syncPayload(row.usercode()).expecting(200).json();

            JsonNode answer = integration.sync(payload).expecting(200).json();

            assertThat(answer.path("unchanged").asInt()).isEqualTo(1);
        }

        @Test
        void isNotThereForSomebodyUnknown() {
            assertThat(integration.syncPayload("nobody-" + UUID.randomUUID()).status())
                    .isEqualTo(404);
        }
    }

    @Nested
    class TheBody {
        private final ARow first = ARow.aboutANewcomer();
        private final ARow second = ARow.aboutANewcomer();

        @Test
        void canBeAnArray() {
            Answer answer = integration.sync(Json.of(List.of(first.json(), second.json())));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("created").asInt()).isEqualTo(2);
        }

        @Test
        void canBeNdjson() {
            Answer answer = integration.sync(Integration.NDJSON, first.json() + "\n" + second.json() + "\n");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("created").asInt()).isEqualTo(2);
        }

        @Test
        void canBeCsv() {
            String code = "E-" + UUID.randomUUID();
            Answer answer = integration.sync(
                    Integration.CSV,
                    "usercode,username,email,firstName,lastName,department,customers,roles\r\n"
                            + "%1$s,%1$s,%1$s@people.test,Ada,\"Love, lace\",R&D,acme;globex,VIEW@acme;ADMIN@globex\r\n"
                                    .formatted(code));

            assertThat(answer.status()).isEqualTo(200);
            JsonNode user = realm.user(integration.idsOf(code).get(0));
            assertThat(user.path("lastName").asText()).isEqualTo("Love, lace");
            assertThat(user.at("/attributes/department/0").asText()).isEqualTo("R&D");
            assertThat(integration.syncPayload(code).json().path("roles"))
                    .isEqualTo(Json.of(List.of("ADMIN@globex", "VIEW@acme")));
        }

        @Test
        void isAppliedInPartWhenSomeRowsAreBad() {
            Answer answer = integration.sync(Json.of(
                    List.of(first.json(), second.with("email", "no e-mail").json())));

            assertThat(answer.status()).isEqualTo(207);
            assertThat(answer.json().path("created").asInt()).isEqualTo(1);
            assertThat(answer.json().path("rejected").asInt()).isEqualTo(1);
            assertThat(answer.json().path("rows").asInt()).isEqualTo(2);
            assertThat(integration.idsOf(first.usercode())).hasSize(1);
            assertThat(integration.idsOf(second.usercode())).isEmpty();
        }

        @Test
        void hasOneResultARowInOrder() {
            JsonNode results = integration
                    .sync(Json.of(List.of(first.json(), Json.object(), second.json())))
                    .json()
                    .path("results");

            assertThat(results.findValuesAsText("status")).containsExactly("created", "rejected", "created");
            assertThat(results.findValuesAsText("line")).containsExactly("1", "2", "3");
        }

        @Test
        void isRefusedAsAWholeWhenItIsNoJson() {
            Answer answer = integration.sync(Integration.JSON, "[" + first.json() + ",{");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asText()).isEqualTo("invalid_request");
            assertThat(integration.idsOf(first.usercode())).isEmpty();
        }

        @Test
        void isRefusedWhenItIsEmpty() {
            assertThat(integration.sync(Integration.JSON, "").status()).isEqualTo(400);
            assertThat(integration.sync(Integration.CSV, "").status()).isEqualTo(400);
            assertThat(integration.sync(Integration.NDJSON, "").status()).isEqualTo(400);
        }

        @Test
        void mayBeAHeaderLineOnly() {
            Answer answer = integration.sync(Integration.CSV, "usercode,email\n");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("rows").asInt()).isZero();
        }

        @Test
        void isRefusedWhenItIsJsonAndNotUtf8() {
            byte[] latin = first.with("lastName", "Müller").json().toString().getBytes(StandardCharsets.ISO_8859_1);

            assertThat(integration
                            .sync(realm.tokenOf("people-push"), Integration.JSON, latin)
                            .status())
                    .isEqualTo(400);
        }

        @Test
        void isRefusedInAnotherMediaType() {
            assertThat(integration.sync("application/xml", "<row/>").status()).isEqualTo(415);
        }

        @Test
        void isTenMegabytesAtMost() {
            byte[] most = padded(10 << 20);

            assertThat(integration
                            .sync(realm.tokenOf("people-push"), Integration.CSV, most)
                            .status())
                    .isEqualTo(200);
        }

        /** Its length alone is sent: the server closes the connection on whoever still sends. */
        @Test
        void isRefusedFromOneByteMoreOn() {
            try (RawConnection connection = new RawConnection(realm.onServer("/"))) {
                connection.post(
                        "/realms/" + realm.name() + "/rolecall/users/sync",
                        "Authorization: Bearer " + realm.tokenOf("people-push"),
                        "Content-Type: " + Integration.CSV,
                        "Content-Length: " + ((10 << 20) + 1));

                assertThat(connection.status()).isEqualTo(413);
            }
        }

        @Test
        void isRefusedFromTenThousandAndOneRowsOn() {
            String rows = "usercode\n" + "\"\"\n".repeat(10_001);

            assertThat(integration.sync(Integration.CSV, rows).status()).isEqualTo(422);
        }

        /** A header line, and empty lines up to that length. */
        private byte[] padded(int length) {
            byte[] header = "usercode\n".getBytes(StandardCharsets.UTF_8);
            byte[] body = new byte[length];
            Arrays.fill(body, (byte) '\n');
            System.arraycopy(header, 0, body, 0, header.length);
            return body;
        }
    }

    @Nested
    class ManyPushesOfOneNewcomerAtTheSameTime {
        private final ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        private final List<JsonNode> answers = push(6);

        @Test
        void makeOnePerson() {
            assertThat(integration.idsOf(row.usercode())).hasSize(1);
        }

        @Test
        void areAllAppliedAndOneOfThemCreates() {
            Stream<String> statuses =
                    answers.stream().map(a -> a.at("/results/0/status").asText());

            assertThat(statuses.sorted().toList())
                    .containsExactly("created", "unchanged", "unchanged", "unchanged", "unchanged", "unchanged");
        }

        private List<JsonNode> push(int times) {
            String token = realm.tokenOf("people-push");
            byte[] body = row.json().toString().getBytes(StandardCharsets.UTF_8);
            ExecutorService threads = Executors.newFixedThreadPool(times);
            try {
                return IntStream.range(0, times)
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> integration
                                        .sync(token, Integration.JSON, body)
                                        .expecting(200)
                                        .json(),
                                threads))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void aPersonWhoIsThereCannotBeTakenOverByUsername() {
        String username = "taken-" + UUID.randomUUID();
        realm.person(username);

        assertThat(integration.refusal(ARow.aboutANewcomer().with("username", username)))
                .isEqualTo("username: conflict");
    }

    private String onlyId(ARow row) {
        List<String> ids = integration.idsOf(row.usercode());
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }
}
