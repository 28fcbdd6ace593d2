package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source says what its files may give, for as long as it is there. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class SourceIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    SourceIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    @Nested
    class ASourceUpToManage {
        private final TestSource source = upTo("MANAGE");

        @Test
        void rejectsAdmin() {
            JsonNode ended = integration.ended(send(source, "ADMIN@acme"));

            JsonNode row = integration.rows(ended.path("id").asText(), "").at("/entries/0");
            assertThat(row.path("status").asText()).isEqualTo("rejected");
            assertThat(row.path("errors").findValuesAsText("code")).containsExactly("above-ceiling");
        }

        @Test
        void givesManage() {
            JsonNode ended = integration.ended(send(source, "MANAGE@acme"));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }
    }

    @Nested
    class ASourceOfSomeCustomers {
        @Test
        void givesThere() {
            JsonNode ended = integration.ended(send(upTo("ADMIN", "acme", "globex"), "ADMIN@acme"));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }

        @Test
        void givesNothingAnywhereElse() {
            JsonNode ended = integration.ended(send(upTo("ADMIN", "globex"), "VIEW@acme"));

            JsonNode row = integration.rows(ended.path("id").asText(), "").at("/entries/0");
            assertThat(row.path("status").asText()).isEqualTo("rejected");
            assertThat(row.path("errors").findValuesAsText("code")).contains("above-ceiling");
        }
    }

    @Nested
    class ADisabledSource {
        @Test
        void takesNoFile() {
            TestSource source = upTo("VIEW");
            source.disable();

            assertThat(SourceIT.trySending(source, "VIEW@acme").status()).isEqualTo(403);
        }
    }

    /** The first file cannot end while nobody writes results, and the second waits for it. */
    @Nested
    class AFileThatWaits {
        private final TestSource source = upTo("ADMIN");

        @Test
        void failsWithAReasonWhenItsSourceIsDisabled() {
            JsonNode ended = endedAfter(source::disable);

            assertThat(ended.path("state").asText()).isEqualTo("FAILED");
            assertThat(ended.path("error").asText()).contains("source was removed or disabled");
        }

        @Test
        void failsWithAReasonWhenItsSourceIsRemoved() {
            JsonNode ended = endedAfter(source::remove);

            assertThat(ended.path("state").asText()).isEqualTo("FAILED");
            assertThat(ended.path("error").asText()).contains("source was removed or disabled");
        }

        @Test
        void isAppliedWhenItsSourceStays() {
            assertThat(endedAfter(() -> {}).path("state").asText()).isEqualTo("COMPLETED");
        }

        private JsonNode endedAfter(Runnable change) {
            String[] waiting = new String[1];
            database.whileNobodyWritesTo("RC_IMPORT_ROW", () -> {
                String first = send(source, "VIEW@acme");
                await().atMost(A_MOMENT).until(() -> state(first).equals("RUNNING"));
                waiting[0] = send(source, "VIEW@acme");
                assertThat(state(waiting[0])).isEqualTo("QUEUED");
                change.run();
            });
            return integration.ended(waiting[0]);
        }

        private String state(String id) {
            return integration.anImport(id).path("state").asText();
        }
    }

    @Nested
    class ItsSettings {
        @Test
        void areRefusedInWordsThatNameTheEntry() {
            Answer refused = TestSource.create(
                    realm,
                    "source-" + UUID.randomUUID(),
                    Map.of("headerMappings", List.of("Login=username", "pw=password")));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("pw=password").contains("no column can become password");
        }

        @Test
        void areRefusedByTheNameTheFormGivesThem() {
            Answer refused = upTo("VIEW").trySetting("mode", "everything");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("Mode").contains("is upsert or snapshot");
        }

        @Test
        void areInTheRealmExport() {
            TestSource source = new TestSource(
                    realm,
                    Map.of("headerMappings", List.of("A=email|lower", "ignore:B"), "defaultCustomer", List.of("acme")));

            JsonNode exported = realm.asAdministrator()
                    .post(realm.path("/partial-export"), Json.object())
                    .expecting(200)
                    .json();

            JsonNode found = StreamSupport.stream(
                            exported.at("/components/org.keycloak.storage.UserStorageProvider")
                                    .spliterator(),
                            false)
                    .filter(component -> component.path("name").asText().equals(source.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(found.at("/config/headerMappings"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder("A=email|lower", "ignore:B");
            assertThat(found.at("/config/defaultCustomer/0").asText()).isEqualTo("acme");
        }
    }

    /** Whose lists take away what somebody else gave. */
    @Nested
    class AnAuthoritativeSource {
        @Test
        void takesAwayWhatWasGivenByHand() {
            assertThat(rolesAfter("true")).isEmpty();
        }

        @Test
        void isOneThatIsSetToBe() {
            assertThat(rolesAfter("false")).containsExactly("MANAGE");
        }

        private List<String> rolesAfter(String authoritative) {
            TestSource source = new TestSource(realm, Map.of("authoritative", List.of(authoritative)));
            ARow row = ARow.aboutANewcomer().associatedWith("acme");
            source.imported(Integration.NDJSON, row.json().toString());
            String id = integration.idsOf(row.usercode()).get(0);
            realm.join(id, "MANAGE@acme").expecting(204);

            source.imported(
                    Integration.NDJSON, row.holding(new String[0]).json().toString());

            realm.givePassword(id);
            return StreamSupport.stream(
                            realm.access(id).at("/customers/acme/roles").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    private TestSource upTo(String ceiling, String... customers) {
        return new TestSource(realm, Map.of("ceiling", List.of(ceiling), "customers", List.of(customers)));
    }

    /** A file about a newcomer at acme with that role; the answer is the id of the import. */
    private static String send(TestSource source, String role) {
        return TestSource.idOf(trySending(source, role));
    }

    private static Answer trySending(TestSource source, String role) {
        ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(role);
        return source.trySending("", Integration.NDJSON, row.json().toString(), Map.of());
    }
}
