package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an import ended stands in the realm's administration events, beside the people it changed or in their place. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class ImportAdminEventsIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;
    private final ARow row = ARow.aboutANewcomer();

    ImportAdminEventsIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    @Nested
    class AFileThatIsApplied {
        private final ARow wrong = ARow.aboutANewcomer().holding("ADMIN@nowhere");
        private final String id = imported(row.json() + "\n" + wrong.json() + "\n");

        @Test
        void leavesOneOfItsEnd() {
            assertThat(ends(id)).hasSize(1);
            assertThat(ends(id).at("/0/operationType").asText()).isEqualTo("ACTION");
            assertThat(ends(id).at("/0/resourceType").asText()).isEqualTo("ROLECALL_IMPORT");
        }

        @Test
        void leavesOneOfEachPersonToo() {
            assertThat(people(row)).hasSize(1);
        }

        @Test
        void isToldInCounts() {
            assertThat(ends(id).at("/0/details"))
                    .isEqualTo(Json.of(Map.of(
                            "source", "hr",
                            "client", "hr-import",
                            "mode", "upsert",
                            "state", "COMPLETED",
                            "rows", "2",
                            "created", "1",
                            "updated", "0",
                            "unchanged", "0",
                            "rejected", "1")));
        }

        @Test
        void isToldInTheNameOfItsSender() {
            assertThat(ends(id).at("/0/authDetails/clientId").asText()).isEqualTo(realm.client("hr-import"));
        }

        @Test
        void leavesNothingOfItsRows() {
            assertThat(ends(id).toString())
                    .doesNotContainIgnoringCase(row.usercode())
                    .doesNotContain("Lovelace");
        }
    }

    @Test
    void aFileThatFailsLeavesOneOfItsEnd() {
        String id = integration.imported("name\nAda\n").path("id").asText();

        assertThat(ends(id)).hasSize(1);
        assertThat(ends(id).at("/0/details/state").asText()).isEqualTo("FAILED");
    }

    @Test
    void aDryRunLeavesNone() {
        String id = integration
                .send(realm.tokenOf("hr-import"), "?dryRun=true", Integration.NDJSON, bytes(row.json() + "\n"))
                .expecting(202)
                .json()
                .path("id")
                .asText();
        integration.ended(id);

        assertThat(ends(id)).isEmpty();
    }

    @Nested
    class WhereTheSourceWantsOnePerFile {
        private final String component = "/components/" + source();

        WhereTheSourceWantsOnePerFile() {
            summary(true);
        }

        @AfterEach
        void theSourceIsAsBefore() {
            summary(false);
        }

        @Test
        void aFileLeavesTheOneOfItsEnd() {
            String id = imported(row.json() + "\n");

            assertThat(ends(id).at("/0/details/created").asText()).isEqualTo("1");
        }

        @Test
        void aFileLeavesNoneOfAPerson() {
            imported(row.json() + "\n");
            imported(ARow.about(row.usercode()).with("lastName", "King").json() + "\n");

            assertThat(people(row)).isEmpty();
        }

        @Test
        void whatChangedIsKeptWithTheImport() {
            String id = imported(row.json() + "\n");

            assertThat(integration.rows(id, "?status=created").path("total").asInt())
                    .isEqualTo(1);
        }

        @Test
        void aPushLeavesOneForEachPersonAllTheSame() {
            integration.apply(row);

            assertThat(people(row)).hasSize(1);
        }

        private void summary(boolean wanted) {
            ObjectNode source = (ObjectNode) realm.asAdministrator()
                    .get(realm.path(component))
                    .expecting(200)
                    .json();
            source.withObject("/config").set("summaryEvents", Json.of(List.of(Boolean.toString(wanted))));
            realm.asAdministrator().put(realm.path(component), source).expecting(204);
        }

        private String source() {
            for (JsonNode found : realm.asAdministrator()
                    .get(realm.path("/components?type=org.keycloak.storage.UserStorageProvider"))
                    .expecting(200)
                    .json()) {
                if (found.path("name").asText().equals("hr")) {
                    return found.path("id").asText();
                }
            }
            throw new AssertionError("the realm has no source hr");
        }
    }

    /** The file cannot end while nobody writes results. */
    @Test
    void aFileWhoseSenderIsRemovedMeanwhileLeavesOneOfItsEnd() {
        source("second", TestRealm.SECOND_IMPORTER);
        String sender = realm.client(TestRealm.SECOND_IMPORTER);
        String[] id = new String[1];
        database.whileNobodyWritesTo("RC_IMPORT_ROW", () -> {
            id[0] = integration
                    .send(realm.aSecondImporter(), "", Integration.NDJSON, bytes(row.json() + "\n"))
                    .expecting(202)
                    .json()
                    .path("id")
                    .asText();
            await().atMost(A_MOMENT).until(() -> state(id[0]).equals("RUNNING") && database.somebodyWaits());
            realm.asAdministrator().delete(realm.path("/clients/" + sender)).expecting(204);
        });
        integration.ended(id[0]);

        assertThat(ends(id[0])).hasSize(1);
        assertThat(ends(id[0]).at("/0/details/created").asText()).isEqualTo("1");
        assertThat(ends(id[0]).at("/0/details").has("client")).isFalse();
    }

    private String state(String id) {
        return integration.anImport(id).path("state").asText();
    }

    private void source(String name, String client) {
        TestSource.create(realm, name, Map.of("clients", List.of(client))).expecting(201);
    }

    private String imported(String file) {
        return integration.imported(Integration.NDJSON, bytes(file)).path("id").asText();
    }

    private JsonNode ends(String id) {
        return events("resourcePath=imports/" + id);
    }

    private JsonNode people(ARow about) {
        return events(
                "resourcePath=users/" + integration.idsOf(about.usercode()).get(0));
    }

    private JsonNode events(String query) {
        return realm.asAdministrator()
                .get(realm.path("/admin-events?" + query))
                .expecting(200)
                .json();
    }

    private static byte[] bytes(String file) {
        return file.getBytes(StandardCharsets.UTF_8);
    }
}
