package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.people.ChunkListener;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowResult;
import dev.rolecall.people.RowStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Writes the results of a block and moves the checkpoint over it, in the transaction that applies it. When the
 * checkpoint is not where this run left it the transaction is undone, so no row is ever applied twice.
 */
final class Checkpoint implements ChunkListener {
    private final Lease lease;
    private final long from;
    private final List<Row> rows;
    private final long bytesRead;
    private final Stopwatch stopwatch;
    private final Consumer<Map<String, Long>> committed;

    /**
     * @param from how many rows are before this block
     * @param rows the block
     * @param committed is told, of each part of the block that is applied for good, how many rows had which outcome
     */
    Checkpoint(
            Lease lease,
            long from,
            List<Row> rows,
            long bytesRead,
            Stopwatch stopwatch,
            Consumer<Map<String, Long>> committed) {
        this.lease = lease;
        this.from = from;
        this.rows = rows;
        this.bytesRead = bytesRead;
        this.stopwatch = stopwatch;
        this.committed = committed;
    }

    @Override
    public void applied(KeycloakSession session, List<RowResult> results) {
        long place = from + placeOf(results.get(0).line());
        if (!new ImportQueue(session).advance(lease, place, results, bytesRead, stopwatch.lap())) {
            throw new LostException();
        }
        afterCommit(session, results, committed);
    }

    /** Tells, once these results are there for good, how many rows had which outcome. */
    static void afterCommit(KeycloakSession session, List<RowResult> results, Consumer<Map<String, Long>> committed) {
        Map<String, Long> outcomes = results.stream()
                .filter(result -> result.status() != RowStatus.DEFERRED)
                .collect(Collectors.groupingBy(result -> result.status().wire(), Collectors.counting()));
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                committed.accept(outcomes);
            }

            @Override
            protected void rollbackImpl() {
                // nothing was applied
            }
        });
    }

    /** A block may be applied in parts; lines grow, so the first one tells which part. */
    private int placeOf(long line) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).line() == line) {
                return i;
            }
        }
        throw new IllegalStateException("no row of this block is on line " + line);
    }

    /** The run does not own its import any more. */
    static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
