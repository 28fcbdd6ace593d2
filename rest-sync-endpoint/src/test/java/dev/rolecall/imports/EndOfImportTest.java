package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.Actor;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndOfImportTest {
    @Test
    void isToldInCountsAndNamesOfMachinesAlone() {
        Instant then = Instant.parse("2026-11-21T12:00:00Z");
        StoredImport ended = new StoredImport(
                "id",
                "realm",
                "source-id",
                "hr",
                new Actor("client", "user", "127.0.0.1"),
                FileForm.plain(RowFormat.CSV),
                "upsert",
                ImportState.COMPLETED,
                new StoredImport.Counts(10, 4, 3, 2, 1),
                1_000,
                1_000,
                1,
                then,
                then,
                then,
                Duration.ofSeconds(1),
                List.of("column shoeSize is left out"),
                "usercode E1 is broken",
                1,
                new StoredImport.Pace(10, Duration.ofSeconds(1)),
                null,
                false,
                null);

        assertThat(EndOfImport.details(ended, "hr-import"))
                .isEqualTo(Map.of(
                        "source", "hr",
                        "client", "hr-import",
                        "mode", "upsert",
                        "state", "COMPLETED",
                        "rows", "10",
                        "created", "4",
                        "updated", "3",
                        "unchanged", "2",
                        "rejected", "1"));
    }
}
