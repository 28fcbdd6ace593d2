package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of one source are applied one after the other, as they came; they keep no other source waiting. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesInOrderIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(60);

    private final TestRealm realm;
    private final Integration integration;
    private final ARow row;
    private final String secondMeanwhile;
    private final JsonNode first;
    private final JsonNode second;
    private final JsonNode third;
    private final JsonNode ofAnother;

    /** The first file cannot end while nobody writes people. Who looks for work then finds that of the other source only. */
    FilesInOrderIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.integration = new Integration(realm);
        TestSource source = new TestSource(realm, Map.of());
        TestSource another = new TestSource(realm, Map.of());
        row = source.newcomer();
        String[] ids = new String[4];
        String[] state = new String[1];
        bed.database().whileNobodyWritesTo("USER_ENTITY", () -> {
            ids[0] = send(source, row);
            await().atMost(A_MOMENT).until(() -> state(ids[0]).equals("RUNNING"));
            ids[1] = send(source, named("King"));
            ids[2] = send(source, named("Byron"));
            ids[3] = send(another, another.newcomer());
            await().atMost(A_MOMENT).until(() -> state(ids[3]).equals("RUNNING"));
            state[0] = state(ids[1]);
        });
        secondMeanwhile = state[0];
        first = integration.ended(ids[0]);
        second = integration.ended(ids[1]);
        third = integration.ended(ids[2]);
        ofAnother = integration.ended(ids[3]);
    }

    private ARow named(String lastName) {
        return ARow.about(row.usercode()).with("lastName", lastName);
    }

    private static String send(TestSource source, ARow row) {
        return TestSource.idOf(source.send("", row.json() + "\n"));
    }

    private String state(String id) {
        return integration.anImport(id).path("state").asText();
    }

    private static Instant at(JsonNode document, String time) {
        return Instant.parse(document.path(time).asText());
    }

    @Test
    void theSecondWaitsWhileTheFirstRuns() {
        assertThat(secondMeanwhile).isEqualTo("QUEUED");
    }

    @Test
    void eachBeginsWhenTheOneBeforeHasEnded() {
        assertThat(at(second, "startedAt")).isAfterOrEqualTo(at(first, "endedAt"));
        assertThat(at(third, "startedAt")).isAfterOrEqualTo(at(second, "endedAt"));
    }

    @Test
    void theFirstMakesThePersonWhomTheOthersChange() {
        assertThat(first.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(second.at("/counts/updated").asInt()).isEqualTo(1);
        assertThat(third.at("/counts/updated").asInt()).isEqualTo(1);
    }

    @Test
    void whatTheLastSaysIsKept() {
        String id = integration.idsOf(row.usercode()).get(0);

        assertThat(realm.user(id).path("lastName").asText()).isEqualTo("Byron");
    }

    @Test
    void thatOfAnotherSourceBeganWhileTheFirstRan() {
        assertThat(at(ofAnother, "startedAt")).isBefore(at(first, "endedAt"));
    }
}
