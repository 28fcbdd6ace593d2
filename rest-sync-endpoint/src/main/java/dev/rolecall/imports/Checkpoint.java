package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.people.ChunkListener;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowResult;
import java.util.List;
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

    /**
     * @param from how many rows are before this block
     * @param rows the block
     */
    Checkpoint(Lease lease, long from, List<Row> rows, long bytesRead, Stopwatch stopwatch) {
        this.lease = lease;
        this.from = from;
        this.rows = rows;
        this.bytesRead = bytesRead;
        this.stopwatch = stopwatch;
    }

    @Override
    public void applied(KeycloakSession session, List<RowResult> results) {
        long place = from + placeOf(results.get(0).line());
        if (!new ImportQueue(session).advance(lease, place, results, bytesRead, stopwatch.lap())) {
            throw new LostException();
        }
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
