package dev.rolecall.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as JSON; times are ISO-8601.
 *
 * @param dryRun        always false: a request for a dry run is refused as yet
 * @param rowsPerSecond of the time it was worked on, not of the time it waited
 * @param estimatedEnd  by the share of the file that is applied; while it runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportRepresentation(
        String id,
        String source,
        String mode,
        boolean dryRun,
        ImportState state,
        StoredImport.Counts counts,
        double rowsPerSecond,
        @Nullable String estimatedEnd,
        String createdAt,
        @Nullable String startedAt,
        @Nullable String endedAt,
        List<String> warnings,
        @Nullable String error,
        @Nullable LeaverCounts leavers) {

    /** Of a snapshot, once all of its rows are applied. */
    record LeaverCounts(long missing, long left, long stayed) {
        static @Nullable LeaverCounts of(StoredImport.@Nullable Leavers leavers) {
            return leavers == null ? null : new LeaverCounts(leavers.missing(), leavers.left(), leavers.stayed());
        }
    }

    static ImportRepresentation of(StoredImport stored, Instant now) {
        return new ImportRepresentation(
                stored.id(),
                stored.sourceName(),
                stored.mode(),
                false,
                stored.state(),
                stored.counts(),
                rate(stored.counts().rows(), stored.worked()),
                text(estimatedEnd(stored, now)),
                stored.createdAt().toString(),
                text(stored.startedAt()),
                text(stored.endedAt()),
                stored.warnings(),
                stored.error(),
                LeaverCounts.of(stored.leavers()));
    }

    private static double rate(long rows, Duration worked) {
        long millis = worked.toMillis();
        return millis == 0 ? 0 : Math.round(rows * 10_000.0 / millis) / 10.0;
    }

    private static @Nullable Instant estimatedEnd(StoredImport stored, Instant now) {
        if (stored.state() != ImportState.RUNNING || stored.read() == 0) {
            return null;
        }
        double left = (double) (stored.bytes() - stored.read()) / stored.read();
        return now.plusMillis(Math.max(0, Math.round(stored.worked().toMillis() * left)));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
