package dev.rolecall.imports.jpa;

import dev.rolecall.people.Actor;
import dev.rolecall.people.RowStatus;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowFormat;
import dev.rolecall.sync.rows.RowTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as it is stored.
 *
 * @param sender  who sent it
 * @param bytes   of the stored file
 * @param read    bytes of it that are applied
 * @param pieces  in which it is stored
 * @param worked  the time spent on what is applied
 * @param attempt which run it is since the last block that was applied
 * @param pace    of the last blocks
 * @param terms   what columns and members meant when the file was taken; null for what the source says
 * @param dryRun  whether its rows are decided and none is applied
 * @param leavers whom it misses, for a snapshot of which all rows are applied
 */
public record StoredImport(
        String id,
        String realmId,
        String sourceId,
        String sourceName,
        Actor sender,
        FileForm form,
        String mode,
        ImportState state,
        Counts counts,
        long bytes,
        long read,
        int pieces,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Duration worked,
        List<String> warnings,
        @Nullable String error,
        int attempt,
        Pace pace,
        @Nullable RowTerms terms,
        boolean dryRun,
        @Nullable Leavers leavers) {
    public StoredImport {
        warnings = List.copyOf(warnings);
    }

    /** @param rows those that have a result: the checkpoint */
    public record Counts(long rows, long created, long updated, long unchanged, long rejected) {
        /** @param status null for all */
        public long of(@Nullable RowStatus status) {
            if (status == null) {
                return rows;
            }
            return switch (status) {
                case CREATED -> created;
                case UPDATED -> updated;
                case UNCHANGED -> unchanged;
                case REJECTED -> rejected;
                case DEFERRED -> rows - created - updated - unchanged - rejected;
            };
        }
    }

    /** Rows, and the time spent on them. */
    public record Pace(long rows, Duration worked) {
        public double rowsPerSecond() {
            long millis = worked.toMillis();
            return millis == 0 ? 0 : rows * 1_000.0 / millis;
        }
    }

    /**
     * Whom a snapshot misses, once all of its rows are applied.
     *
     * @param missing  how many
     * @param left     those who have left
     * @param stayed   those who stay, each for a reason
     * @param released whether they may leave: nothing but that is still to be done
     */
    public record Leavers(long missing, long left, long stayed, boolean released) {}

    static StoredImport of(ImportEntity entity) {
        String ip = entity.ipAddress == null ? "" : entity.ipAddress;
        return new StoredImport(
                entity.id,
                entity.realmId,
                entity.sourceId,
                entity.sourceName,
                new Actor(entity.clientId, entity.userId, ip),
                new FileForm(RowFormat.valueOf(entity.format), entity.packed, entity.delimiter),
                entity.mode,
                entity.state,
                new Counts(entity.rowsDone, entity.created, entity.updated, entity.unchanged, entity.rejected),
                entity.bytesStored,
                entity.bytesRead,
                entity.pieces,
                Instant.ofEpochMilli(entity.createdAt),
                instant(entity.startedAt),
                instant(entity.endedAt),
                Duration.ofMillis(entity.workedMillis),
                StoredText.warnings(entity.warnings),
                entity.error,
                entity.attempts,
                new Pace(entity.recentRows, Duration.ofMillis(entity.recentMillis)),
                entity.terms == null ? null : RowTerms.ofJson(entity.terms),
                entity.dryRun,
                entity.leavers == null
                        ? null
                        : new Leavers(entity.leavers, entity.leaversLeft, entity.leaversStayed, entity.leaving));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
