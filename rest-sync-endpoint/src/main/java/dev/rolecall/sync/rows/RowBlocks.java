package dev.rolecall.sync.rows;

import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rows of a reader in the blocks in which they are applied. */
public final class RowBlocks {
    private final RowReader reader;

    public RowBlocks(RowReader reader) {
        this.reader = reader;
    }

    /**
     * Reads past this many rows.
     *
     * @param keys is told the key of each that has one
     */
    public void skip(long rows, Consumer<String> keys) throws IOException {
        for (long i = 0; i < rows; i++) {
            Row row = reader.next();
            if (row == null) {
                throw new IllegalStateException("the rows became fewer");
            }
            if (row.key() != null) {
                keys.accept(row.key());
            }
        }
    }

    /**
     * The next at most {@link PeopleUpsert#CHUNK} rows, fewer where they are large: memory holds one block of them. Empty
     * after the last.
     */
    public List<Row> next() throws IOException {
        List<Row> rows = new ArrayList<>();
        long size = 0;
        while (rows.size() < PeopleUpsert.CHUNK && size < RowLimits.BLOCK) {
            Row row = reader.next();
            if (row == null) {
                break;
            }
            size += reader.size();
            rows.add(row);
        }
        return rows;
    }
}
