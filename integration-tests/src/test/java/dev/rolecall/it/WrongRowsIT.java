package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that come to nothing: every row of them is wrong, or what they belong to is removed while they are applied. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class WrongRowsIT {
    private static final int ROWS = Integer.getInteger("rolecall.wrongRows", 20_000);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    WrongRowsIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private static String file(int rows, String role) {
        String prefix = "w" + UUID.randomUUID();
        return IntStream.range(0, rows)
                .mapToObj(i -> prefix + "-" + i + ",acme," + role + "\n")
                .collect(Collectors.joining("", "usercode,customers,roles\n", ""));
    }

    @Test
    void tensOfThousandsOfWrongRowsAreEachExplained() {
        String id = TestSource.idOf(integration.send(Integration.CSV, file(ROWS, "VIEW@nowhere")));

        await().atMost(LONG_ENOUGH)
                .until(() -> integration.anImport(id).path("state").asText().equals("COMPLETED"));

        JsonNode counts = integration.anImport(id).path("counts");
        assertThat(counts.path("rejected").asInt()).isEqualTo(ROWS);
        JsonNode last = integration.rows(id, "?status=rejected&max=1000&first=" + (ROWS - 1));
        assertThat(last.path("total").asInt()).isEqualTo(ROWS);
        assertThat(last.path("entries")).hasSize(1);
        assertThat(last.at("/entries/0/line").asInt()).isEqualTo(ROWS + 1);
        assertThat(last.at("/entries/0/errors/0/code").asText()).isEqualTo("unknown-customer");
    }

    @Nested
    class WhileItIsApplied {
        private final TestRealm removable = removable();
        private final TestSource source = new TestSource(removable, Map.of());

        @Test
        void anImportEndsWithItsSource() {
            String id = begun();

            source.remove();

            JsonNode ended = new Integration(removable).ended(id);
            assertThat(ended.path("state").asText()).isEqualTo("FAILED");
            assertThat(ended.path("error").asText()).contains("source was removed or disabled");
        }

        @Test
        void anImportEndsWithItsClient() {
            String id = begun();

            realm.asAdministrator()
                    .delete(removable.path("/clients/" + removable.client(TestRealm.SECOND_IMPORTER)))
                    .expecting(204);

            JsonNode ended = new Integration(removable).ended(id);
            assertThat(ended.path("state").asText()).isEqualTo("FAILED");
            assertThat(ended.path("error").asText()).contains("may not send files any more");
        }

        @Test
        void anImportEndsWithItsRealm() {
            String id = begun();
            String realmId = removable.id();

            realm.asAdministrator().delete(removable.path("")).expecting(204);

            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() -> assertThat(database.number(
                                    "select (select count(*) from RC_IMPORT where ID = ?)"
                                            + " + (select count(*) from RC_IMPORT_ROW where IMPORT_ID = ?)"
                                            + " + (select count(*) from RC_IMPORT_CHUNK where IMPORT_ID = ?)"
                                            + " + (select count(*) from RC_PERSON_SOURCE where SOURCE_ID = ?)"
                                            + " + (select count(*) from USER_ENTITY where REALM_ID = ?)",
                                    id,
                                    id,
                                    id,
                                    source.id(),
                                    realmId))
                            .isZero());
        }

        private String begun() {
            String id = TestSource.idOf(source.send("", Integration.CSV, file(20_000, "VIEW@acme")));
            await().atMost(LONG_ENOUGH)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> database.number("select ROWS_DONE from RC_IMPORT where ID = ?", id) > 0);
            return id;
        }

        private TestRealm removable() {
            String name = realm.name() + "-" + UUID.randomUUID();
            realm.asAdministrator().post("", RealmFile.named(name)).expecting(201);
            return realm.sibling(name);
        }
    }
}
