package dev.rolecall.imports.jpa;

import dev.rolecall.people.Actor;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowFormat;
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
        int attempt) {
    public StoredImport {
        warnings = List.copyOf(warnings);
    }

    /** @param rows those that have a result: the checkpoint */
    public record Counts(long rows, long created, long updated, long unchanged, long rejected) {}

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
                entity.attempts);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
