package dev.rolecall.sync.rows;

import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of a reader in the blocks in which they are applied; of two rows with one key the later is rejected. */
public final class RowBlocks {
    private final RowReader reader;
    private final SeenKeys seen;

    public RowBlocks(RowReader reader, SeenKeys seen) {
        this.reader = reader;
        this.seen = seen;
    }

    /** Knows the keys of the rows before a block. */
    @FunctionalInterface
    public interface SeenKeys {
        /** Those of these keys that an earlier row had. */
        Set<String> among(Set<String> keys);
    }

    /** Reads past this many rows. */
    public void skip(long rows) throws IOException {
        for (long i = 0; i < rows; i++) {
            if (reader.next() == null) {
                throw new IllegalStateException("the rows became fewer");
            }
        }
    }

    /**
     * The next at most {@link PeopleUpsert#CHUNK} rows, fewer where they are large: memory holds one block of them. Empty
     * after the last.
     */
    public List<Row> next() throws IOException {
        List<Row> rows = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        long size = 0;
        while (rows.size() < PeopleUpsert.CHUNK && size < RowLimits.BLOCK) {
            Row row = reader.next();
            if (row == null) {
                break;
            }
            size += reader.size();
            rows.add(row);
            if (row.key() != null) {
                keys.add(row.key());
            }
        }
        Set<String> met = keys.isEmpty() ? new HashSet<>() : new HashSet<>(seen.among(keys));
        rows.replaceAll(row -> once(row, met));
        return rows;
    }

    private static Row once(Row row, Set<String> met) {
        String key = row.key();
        if (key == null || met.add(key)) {
            return row;
        }
        return Unreadable.row(
                row.line(), key, row.keyField(), RowErrorCode.DUPLICATE_KEY, "an earlier row has the same key");
    }
}
