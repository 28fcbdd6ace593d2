package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        private final ASource source = new ASource("MANAGE");

        @Test
        void rejectsAdmin() {
            JsonNode ended = integration.ended(source.send("ADMIN@acme"));

            JsonNode row = integration.rows(ended.path("id").asText(), "").at("/entries/0");
            assertThat(row.path("status").asText()).isEqualTo("rejected");
            assertThat(row.path("errors").findValuesAsText("code")).containsExactly("above-ceiling");
        }

        @Test
        void givesManage() {
            JsonNode ended = integration.ended(source.send("MANAGE@acme"));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }
    }

    @Nested
    class ASourceOfSomeCustomers {
        @Test
        void givesThere() {
            JsonNode ended = integration.ended(new ASource("ADMIN", "acme", "globex").send("ADMIN@acme"));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }

        @Test
        void givesNothingAnywhereElse() {
            JsonNode ended = integration.ended(new ASource("ADMIN", "globex").send("VIEW@acme"));

            JsonNode row = integration.rows(ended.path("id").asText(), "").at("/entries/0");
            assertThat(row.path("status").asText()).isEqualTo("rejected");
            assertThat(row.path("errors").findValuesAsText("code")).contains("above-ceiling");
        }
    }

    @Nested
    class ADisabledSource {
        @Test
        void takesNoFile() {
            ASource source = new ASource("VIEW");
            source.disable();

            assertThat(source.trySending("VIEW@acme").status()).isEqualTo(403);
        }
    }

    /** The first file cannot end while nobody writes results, and the second waits for it. */
    @Nested
    class AFileThatWaits {
        private final ASource source = new ASource("ADMIN");

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
                String first = source.send("VIEW@acme");
                await().atMost(A_MOMENT).until(() -> state(first).equals("RUNNING"));
                waiting[0] = source.send("VIEW@acme");
                assertThat(state(waiting[0])).isEqualTo("QUEUED");
                change.run();
            });
            return integration.ended(waiting[0]);
        }

        private String state(String id) {
            return integration.anImport(id).path("state").asText();
        }
    }

    /** Bound to a client that had none. */
    private final class ASource {
        private final String name = "source-" + UUID.randomUUID();
        private final String path;

        private ASource(String ceiling, String... customers) {
            Map<String, List<String>> config = Map.of(
                    "enabled", List.of("true"),
                    "clients", List.of(TestRealm.SECOND_IMPORTER),
                    "ceiling", List.of(ceiling),
                    "customers", List.of(customers));
            path = realm.path("/components/")
                    + TestRealm.idAt(realm.asAdministrator()
                            .post(
                                    realm.path("/components"),
                                    Json.of(Map.of(
                                            "name",
                                            name,
                                            "providerId",
                                            "rolecall-people-source",
                                            "providerType",
                                            "org.keycloak.storage.UserStorageProvider",
                                            "parentId",
                                            realm.id(),
                                            "config",
                                            config)))
                            .expecting(201)
                            .location());
        }

        /** A file about a newcomer at acme with that role; the answer is the id of the import. */
        String send(String role) {
            return trySending(role).expecting(202).json().path("id").asText();
        }

        Answer trySending(String role) {
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(role);
            return integration.send(
                    realm.aSecondImporter(),
                    "?source=" + name,
                    Integration.NDJSON,
                    row.json().toString().getBytes(StandardCharsets.UTF_8));
        }

        void disable() {
            ObjectNode component = (ObjectNode)
                    realm.asAdministrator().get(path).expecting(200).json();
            component.withObject("/config").set("enabled", Json.of(List.of("false")));
            realm.asAdministrator().put(path, component).expecting(204);
        }

        void remove() {
            realm.asAdministrator().delete(path).expecting(204);
        }
    }
}
