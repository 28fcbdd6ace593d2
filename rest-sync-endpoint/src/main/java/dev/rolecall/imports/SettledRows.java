package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.people.ChunkListener;
import dev.rolecall.people.RowResult;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.models.KeycloakSession;

/**
 * Writes what became of rows that had been put aside, in the transaction that applies them. When one of them has its
 * result already the transaction is undone, so no row is ever applied twice.
 */
final class SettledRows implements ChunkListener {
    private final Lease lease;
    private final Stopwatch stopwatch;
    private final Consumer<Map<String, Long>> committed;

    /** @param committed as for {@link Checkpoint} */
    SettledRows(Lease lease, Stopwatch stopwatch, Consumer<Map<String, Long>> committed) {
        this.lease = lease;
        this.stopwatch = stopwatch;
        this.committed = committed;
    }

    @Override
    public void applied(KeycloakSession session, List<RowResult> results) {
        if (!new ImportQueue(session).settle(lease, results, stopwatch.lap())) {
            throw new Checkpoint.LostException();
        }
        Checkpoint.afterCommit(session, results, committed);
    }
}
