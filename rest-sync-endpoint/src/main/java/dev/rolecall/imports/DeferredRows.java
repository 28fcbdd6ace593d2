package dev.rolecall.imports;

import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.sync.rows.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of a file that were put aside, all together unless they are large: memory holds a bounded part of them. */
final class DeferredRows {
    /** Characters. */
    static final long TOGETHER = 16 << 20;

    private final RowReader reader;
    private final Set<Long> lines;
    private int found;

    DeferredRows(RowReader reader, Set<Long> lines) {
        this.reader = reader;
        this.lines = Set.copyOf(lines);
    }

    /** Empty after the last. */
    List<Row> next() throws IOException {
        List<Row> rows = new ArrayList<>();
        long size = 0;
        while (found < lines.size() && rows.size() < PeopleUpsert.MOST_DEFERRED && size < TOGETHER) {
            Row row = reader.next();
            if (row == null) {
                throw new IllegalStateException("the rows became fewer");
            }
            if (lines.contains(row.line())) {
                found++;
                rows.add(row);
                size += reader.size();
            }
        }
        return rows;
    }
}
