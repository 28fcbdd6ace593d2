package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.KeycloakServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that is killed in the middle of an import: the next one goes on where it was, and nothing is done twice. */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutIT {
    private static final int ROWS = 12_000;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);

    private final long appliedBefore;
    private final KeycloakServer server;
    private final TestRealm realm;
    private final String id;
    private final JsonNode ended;

    PowerCutIT(TestBed bed) {
        KeycloakServer killed = bed.spareServer("before-the-power-cut").start();
        TestRealm before = TestRealm.create(killed, TestBed.administration(killed), "power-cut");
        id = new Integration(before)
                .send(Integration.CSV, file())
                .expecting(202)
                .json()
                .path("id")
                .asText();
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        new Integration(before).anImport(id).at("/counts/rows").asInt() > 0);
        killed.kill();
        appliedBefore = bed.spareDatabase().number("select ROWS_DONE from RC_IMPORT where ID = ?", id);

        server = bed.spareServer("after-the-power-cut").start();
        realm = before.through(server);
        Integration integration = new Integration(realm);
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> integration.anImport(id).path("state").asText().equals("COMPLETED"));
        ended = integration.anImport(id);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private static String file() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "PC-%1$d,pc-%1$d,pc-%1$d@people.test,Ada,Lovelace,acme,VIEW@acme\n".formatted(i))
                .collect(Collectors.joining("", "usercode,username,email,firstName,lastName,customers,roles\n", ""));
    }

    @Test
    void theImportWasInTheMiddleOfIt() {
        assertThat(appliedBefore).isBetween(1L, ROWS - 1L);
    }

    @Test
    void everyRowIsCountedOnce() {
        assertThat(ended.at("/counts/rows").asInt()).isEqualTo(ROWS);
        assertThat(ended.at("/counts/created").asInt()).isEqualTo(ROWS);
    }

    @Test
    void everyRowHasOneResultThatSaysItWasCreated() {
        Set<Integer> lines = new HashSet<>();
        int results = 0;
        for (int first = 0; first < ROWS; first += 1_000) {
            for (JsonNode row :
                    new Integration(realm).rows(id, "?max=1000&first=" + first).path("entries")) {
                assertThat(row.path("status").asText()).isEqualTo("created");
                lines.add(row.path("line").asInt());
                results++;
            }
        }

        assertThat(results).isEqualTo(ROWS);
        assertThat(lines).hasSize(ROWS);
    }

    @Test
    void everyPersonIsThereOnce() {
        int people = Integer.parseInt(realm.asAdministrator()
                .get(realm.path("/users/count?search=pc-"))
                .expecting(200)
                .body());

        assertThat(people).isEqualTo(ROWS);
    }

    @Test
    void theLastPersonHasItsRole() {
        assertThat(new Integration(realm)
                        .syncPayload("PC-" + (ROWS - 1))
                        .expecting(200)
                        .json()
                        .at("/roles/0")
                        .asText())
                .isEqualTo("VIEW@acme");
    }
}
