package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes on around the rows: turns, metrics, what is kept, a database that is away. On a server with other settings. */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportEngineIT {
    private static final String HEADER = "usercode,username,email,firstName,lastName\n";
    private static final int MANY = 5_000;
    private static final Duration A_MOMENT = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);
    private static final String OPTION = "--spi-realm-restapi-extension--rolecall--import-";

    private final KeycloakServer server;
    private final Database database;
    private final Database elsewhere;
    private final TestRealm crowded;
    private final TestRealm quiet;

    ImportEngineIT(TestBed bed) {
        server = bed.spareServer("import-engine")
                .option(OPTION + "slice-seconds=1")
                .option(OPTION + "retention-days=1")
                .option(OPTION + "cleanup-interval-seconds=1")
                .start();
        database = bed.spareDatabase();
        elsewhere = bed.database();
        crowded = TestRealm.create(server, TestBed.administration(server), "engine-crowded");
        quiet = TestRealm.create(server, TestBed.administration(server), "engine-quiet");
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private static String rows(int count) {
        String prefix = "en-" + UUID.randomUUID();
        return IntStream.range(0, count)
                .mapToObj(i -> "%1$s-%2$d,%1$s-%2$d,%1$s-%2$d@people.test,Ada,Lovelace\n".formatted(prefix, i))
                .collect(Collectors.joining("", HEADER, ""));
    }

    /** The id of the import of a file of a source of its own. */
    private static String sendFromItsOwnSource(TestRealm realm, int rows) {
        return TestSource.idOf(new TestSource(realm, Map.of("ceiling", "VIEW")).send("", Integration.CSV, rows(rows)));
    }

    private static String send(TestRealm realm, String file) {
        return new Integration(realm)
                .send(Integration.CSV, file)
                .expecting(202)
                .json()
                .path("id")
                .asText();
    }

    private static JsonNode completed(TestRealm realm, String id) {
        JsonNode ended = new Integration(realm).ended(id);
        assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
        return ended;
    }

    private static Instant at(JsonNode document, String time) {
        return Instant.parse(document.path(time).asText());
    }

    private static String state(TestRealm realm, String id) {
        return new Integration(realm).anImport(id).path("state").asText();
    }

    /** One number of the server's metrics; 0 when it is not there yet. */
    private double metric(String series) {
        return Http.get(URI.create(server.managementUrl() + "/metrics"), null)
                .expecting(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void aRealmsFileIsNextThoughAnotherRealmSentManyBefore() {
        List<String> many = new ArrayList<>();
        String[] one = new String[1];
        database.whileNobodyWritesTo("USER_ENTITY", () -> {
            for (int i = 0; i < 2; i++) {
                many.add(sendFromItsOwnSource(crowded, 1));
            }
            await().atMost(A_MOMENT)
                    .until(() -> many.stream().allMatch(id -> state(crowded, id).equals("RUNNING")));
            for (int i = 0; i < 4; i++) {
                many.add(sendFromItsOwnSource(crowded, 1));
            }
            one[0] = send(quiet, rows(1));
        });

        Instant begun = at(completed(quiet, one[0]), "startedAt");
        for (String later : many.subList(2, many.size())) {
            assertThat(at(completed(crowded, later), "startedAt")).isAfterOrEqualTo(begun);
        }
    }

    @Test
    void longFilesLetAShortOneOfAnotherRealmPassAndAreThenAppliedToTheirEnd() {
        String first = sendFromItsOwnSource(crowded, MANY);
        String second = sendFromItsOwnSource(crowded, MANY);
        await().atMost(A_MOMENT)
                .until(() -> state(crowded, first).equals("RUNNING")
                        && state(crowded, second).equals("RUNNING"));

        JsonNode one = completed(quiet, send(quiet, rows(1)));

        for (String id : List.of(first, second)) {
            JsonNode ended = completed(crowded, id);
            assertThat(at(one, "endedAt")).isBefore(at(ended, "endedAt"));
            assertThat(ended.at("/counts/created").asInt()).isEqualTo(MANY);
        }
    }

    @Test
    void metricsCountRowsAndTimeImports() {
        double created = metric("rolecall_import_rows_total{outcome=\"created\"}");
        double rejected = metric("rolecall_import_rows_total{outcome=\"rejected\"}");
        double ended = metric("rolecall_import_duration_seconds_count{state=\"completed\"}");

        completed(quiet, send(quiet, rows(2) + "en-wrong,en wrong,no address,Ada,Lovelace\n"));

        await().atMost(A_MOMENT).untilAsserted(() -> {
            assertThat(metric("rolecall_import_rows_total{outcome=\"created\"}") - created)
                    .isEqualTo(2);
            assertThat(metric("rolecall_import_rows_total{outcome=\"rejected\"}") - rejected)
                    .isEqualTo(1);
            assertThat(metric("rolecall_import_duration_seconds_count{state=\"completed\"}") - ended)
                    .isEqualTo(1);
        });
    }

    @Test
    void metricsShowWhatWaits() {
        String[] ids = new String[2];
        database.whileNobodyWritesTo("USER_ENTITY", () -> {
            ids[0] = send(quiet, rows(1));
            await().atMost(A_MOMENT).until(() -> state(quiet, ids[0]).equals("RUNNING"));
            ids[1] = send(quiet, rows(1));

            await().atMost(A_MOMENT).untilAsserted(() -> {
                assertThat(metric("rolecall_import_backlog{state=\"queued\"}")).isEqualTo(1);
                assertThat(metric("rolecall_import_backlog{state=\"running\"}")).isEqualTo(1);
                assertThat(metric("rolecall_import_backlog_bytes")).isGreaterThan(100);
            });
        });

        completed(quiet, ids[1]);
        await().atMost(A_MOMENT)
                .untilAsserted(() ->
                        assertThat(metric("rolecall_import_backlog_bytes")).isZero());
    }

    @Test
    void whatEndedLongAgoIsRemovedWithItsRowsAndNothingElse() {
        String old = completed(quiet, send(quiet, rows(3))).path("id").asText();
        String young = completed(quiet, send(quiet, rows(3))).path("id").asText();

        database.execute("update RC_IMPORT set ENDED_AT = ENDED_AT - "
                + Duration.ofDays(2).toMillis() + " where ID = '" + old + "'");

        await().atMost(A_MOMENT).until(() -> database.number("select count(*) from RC_IMPORT where ID = ?", old) == 0);
        assertThat(database.number("select count(*) from RC_IMPORT_ROW where IMPORT_ID = ?", old))
                .isZero();
        assertThat(database.number("select count(*) from RC_IMPORT_ROW where IMPORT_ID = ?", young))
                .isEqualTo(3);
        assertThat(state(quiet, young)).isEqualTo("COMPLETED");
    }

    @Nested
    class AHeldImport {
        private final TestSource source = new TestSource(quiet, Map.of("mode", "snapshot", "mostLeavers", "0"));
        private final ARow stays = source.newcomer();
        private final ARow missing = source.newcomer();
        private final String held;

        AHeldImport() {
            source.imported(stays, missing);
            held = source.importedUntil("HELD", stays).path("id").asText();
        }

        private void theTimeToDecideIsOver() {
            database.execute("update RC_IMPORT set LEASE_UNTIL = 1 where ID = '" + held + "'");
        }

        private int approved() {
            return Http.send(
                            "POST",
                            quiet.asApplication().uri("/rolecall/imports/" + held + "/approve"),
                            quiet.tokenOf("access-admin"),
                            "application/json",
                            BodyPublishers.noBody())
                    .status();
        }

        private boolean isEnabled(ARow row) {
            return quiet.user(new Integration(quiet).idsOf(row.usercode()).get(0))
                    .path("enabled")
                    .asBoolean();
        }

        @Test
        void isRejectedWhenNobodyDecides() {
            theTimeToDecideIsOver();

            JsonNode ended = new Integration(quiet).ended(held);
            assertThat(ended.path("state").asText()).isEqualTo("REJECTED");
            assertThat(ended.path("error").asText()).isEqualTo("Nobody decided within 7 days; nobody left.");
            assertThat(isEnabled(missing)).isTrue();
            assertThat(approved()).isEqualTo(409);
        }

        @Test
        void letsItsSourceGoOnOnceItIsRejected() {
            theTimeToDecideIsOver();
            new Integration(quiet).ended(held);

            JsonNode next = source.importedUntil("HELD", stays);

            assertThat(next.at("/leavers/missing").asInt()).isEqualTo(1);
        }

        @Test
        void keepsTheLaterFilesOfItsSourceThatNameWhoStays() {
            String later = source.imported(stays, missing).path("id").asText();
            String other = completed(quiet, send(quiet, rows(1))).path("id").asText();
            database.execute("update RC_IMPORT set ENDED_AT = ENDED_AT - "
                    + Duration.ofDays(2).toMillis() + " where ID in ('" + later + "', '" + other + "')");
            await().atMost(A_MOMENT)
                    .until(() -> database.number("select count(*) from RC_IMPORT where ID = ?", other) == 0);

            assertThat(approved()).isEqualTo(200);

            assertThat(new Integration(quiet).ended(held).path("leavers"))
                    .isEqualTo(Json.read("{\"missing\":1,\"left\":0,\"stayed\":1}"));
            assertThat(isEnabled(missing)).isTrue();
            await().atMost(A_MOMENT)
                    .until(() -> database.number("select count(*) from RC_IMPORT where ID = ?", later) == 0);
        }
    }

    @Test
    void anImportGoesOnWhenTheDatabaseIsBack() {
        String id = send(quiet, rows(MANY));
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        new Integration(quiet).anImport(id).at("/counts/rows").asInt() > 0);

        elsewhere.execute("alter database spare with allow_connections false");
        try {
            elsewhere.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'spare'");
            await().atMost(A_MOMENT).until(() -> server.log().text().contains("Import " + id + " is tried again"));
        } finally {
            elsewhere.execute("alter database spare with allow_connections true");
        }

        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(500))
                .until(() -> state(quiet, id).equals("COMPLETED"));
        assertThat(new Integration(quiet).anImport(id).at("/counts/created").asInt())
                .isEqualTo(MANY);
        assertThat(database.number("select count(*) from RC_IMPORT_ROW where IMPORT_ID = ?", id))
                .isEqualTo(MANY);
    }
}
