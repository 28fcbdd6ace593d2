package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.Row;
import dev.rolecall.people.RowError;
import dev.rolecall.people.RowErrorCode;
import dev.rolecall.people.UnreadableRow;
import dev.rolecall.sync.rows.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeferredRowsTest {
    private static final List<RowError> WHY = List.of(new RowError("row", RowErrorCode.CONFLICT, "whatever"));

    /** Rows on lines 1 to 10, each of that size. */
    private static final class TenRows implements RowReader {
        private final long size;
        private long line;

        TenRows(long size) {
            this.size = size;
        }

        @Override
        public @Nullable Row next() {
            return line == 10 ? null : new UnreadableRow(++line, null, WHY);
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static List<List<Long>> parts(long size, Set<Long> lines) throws IOException {
        DeferredRows rows = new DeferredRows(new TenRows(size), lines);
        List<List<Long>> parts = new ArrayList<>();
        for (List<Row> part = rows.next(); !part.isEmpty(); part = rows.next()) {
            parts.add(part.stream().map(Row::line).toList());
        }
        return parts;
    }

    @Test
    void areThoseOfTheirLinesTogether() throws IOException {
        assertThat(parts(100, Set.of(2L, 7L, 10L))).containsExactly(List.of(2L, 7L, 10L));
    }

    @Test
    void areReadInPartsWhereTheyAreLarge() throws IOException {
        assertThat(parts(DeferredRows.TOGETHER / 2, Set.of(1L, 2L, 3L))).containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void areNoneWhereNoneWasPutAside() throws IOException {
        assertThat(parts(100, Set.of())).isEmpty();
    }
}
