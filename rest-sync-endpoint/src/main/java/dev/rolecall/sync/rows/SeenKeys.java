package dev.rolecall.sync.rows;

import dev.rolecall.people.Row;
import dev.rolecall.people.RowErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows the keys of the rows before a block. */
@FunctionalInterface
public interface SeenKeys {
    /** Those of these keys that an earlier row had. */
    Set<String> among(Set<String> keys);

    /** The rows of the next block; of two rows with one key the later is rejected. */
    default List<Row> once(List<Row> rows) {
        Set<String> keys = new HashSet<>();
        for (Row row : rows) {
            if (row.key() != null) {
                keys.add(row.key());
            }
        }
        Set<String> met = keys.isEmpty() ? new HashSet<>() : new HashSet<>(among(keys));
        List<Row> once = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String key = row.key();
            once.add(key == null || met.add(key) ? row : repeated(row, key));
        }
        return once;
    }

    private static Row repeated(Row row, String key) {
        return Unreadable.row(
                row.line(), key, row.keyField(), RowErrorCode.DUPLICATE_KEY, "an earlier row has the same key");
    }
}
