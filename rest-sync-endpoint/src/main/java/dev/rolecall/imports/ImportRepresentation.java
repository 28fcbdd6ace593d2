package dev.rolecall.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.imports.jpa.StoredImport.Pace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as JSON; times are ISO-8601.
 *
 * @param dryRun        whether its rows are decided and none is applied; the counts are as if they were
 * @param rowsPerSecond of late while it runs, then of all the time it was worked on; never of the time it waited
 * @param estimatedEnd  by the bytes that are left and the rows of late; while it runs
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
                stored.dryRun(),
                stored.state(),
                stored.counts(),
                rounded(pace(stored).rowsPerSecond()),
                text(estimatedEnd(stored, now)),
                stored.createdAt().toString(),
                text(stored.startedAt()),
                text(stored.endedAt()),
                stored.warnings(),
                stored.error(),
                LeaverCounts.of(stored.leavers()));
    }

    private static Pace pace(StoredImport stored) {
        return stored.state() == ImportState.RUNNING
                ? stored.pace()
                : new Pace(stored.counts().rows(), stored.worked());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static @Nullable Instant estimatedEnd(StoredImport stored, Instant now) {
        double pace = pace(stored).rowsPerSecond();
        if (stored.state() != ImportState.RUNNING || stored.read() == 0 || pace == 0) {
            return null;
        }
        double rowsLeft =
                (double) (stored.bytes() - stored.read()) * stored.counts().rows() / stored.read();
        return now.plusMillis(Math.max(0, Math.round(rowsLeft * 1_000 / pace)));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
