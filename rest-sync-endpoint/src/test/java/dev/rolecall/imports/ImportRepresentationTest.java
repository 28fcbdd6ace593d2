package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.imports.jpa.StoredImport.Pace;
import dev.rolecall.people.Actor;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportRepresentationTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void estimatesTheEndByTheBytesThatAreLeftAndTheRowsOfLate() {
        ImportRepresentation half = ImportRepresentation.of(
                stored(ImportState.RUNNING, 500, Duration.ofSeconds(100), new Pace(100, Duration.ofSeconds(2))), NOW);

        assertThat(half.estimatedEnd()).isEqualTo("2026-11-21T12:00:10Z");
        assertThat(half.rowsPerSecond()).isEqualTo(50.0);
    }

    @Test
    void saysTheRateOfTheWholeTimeOnceItHasEnded() {
        ImportRepresentation ended = ImportRepresentation.of(
                stored(ImportState.COMPLETED, 1_000, Duration.ofSeconds(100), new Pace(100, Duration.ofSeconds(2))),
                NOW);

        assertThat(ended.rowsPerSecond()).isEqualTo(10.0);
    }

    @Test
    void estimatesNothingBeforeTheFirstBlockAndAfterTheEnd() {
        assertThat(ImportRepresentation.of(stored(ImportState.RUNNING, 0, Duration.ZERO), NOW))
                .satisfies(begun -> assertThat(begun.estimatedEnd()).isNull())
                .satisfies(begun -> assertThat(begun.rowsPerSecond()).isZero());
        assertThat(ImportRepresentation.of(stored(ImportState.COMPLETED, 1_000, Duration.ofSeconds(5)), NOW)
                        .estimatedEnd())
                .isNull();
    }

    private static StoredImport stored(ImportState state, long read, Duration worked) {
        return stored(state, read, worked, new Pace(read, worked));
    }

    private static StoredImport stored(ImportState state, long read, Duration worked, Pace pace) {
        return new StoredImport(
                "id",
                "realm",
                "source-id",
                "hr",
                new Actor("client", "user", "127.0.0.1"),
                FileForm.plain(RowFormat.CSV),
                "upsert",
                state,
                new StoredImport.Counts(read, read, 0, 0, 0),
                1_000,
                read,
                1,
                NOW.minusSeconds(100),
                NOW.minusSeconds(90),
                null,
                worked,
                List.of(),
                null,
                1,
                pace,
                null,
                false,
                null);
    }
}
