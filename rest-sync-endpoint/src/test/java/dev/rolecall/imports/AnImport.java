package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.imports.jpa.StoredImport.Counts;
import dev.rolecall.imports.jpa.StoredImport.Pace;
import dev.rolecall.people.Actor;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Imports with good defaults. */
final class AnImport {
    private static final Instant BEGUN = Instant.parse("2026-11-21T12:00:00Z");

    private AnImport() {}

    static StoredImport in(ImportState state, long rows) {
        return of("realm", state, rows);
    }

    static StoredImport of(String realm, ImportState state, long rows) {
        return new StoredImport(
                "import",
                realm,
                "source",
                "hr",
                new Actor("client", "user", "192.0.2.1"),
                FileForm.plain(RowFormat.CSV),
                "upsert",
                state,
                new Counts(rows, rows, 0, 0, 0),
                100_000,
                rows * 10,
                1,
                BEGUN,
                BEGUN,
                null,
                Duration.ofMillis(rows),
                List.of(),
                null,
                1,
                new Pace(rows, Duration.ofMillis(rows)),
                null,
                false,
                null);
    }
}
