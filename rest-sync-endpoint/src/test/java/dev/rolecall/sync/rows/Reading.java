package dev.rolecall.sync.rows;

import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.PersonRow;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowMapping;
import dev.rolecall.people.UnreadableRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads whole bodies, and says of each row what became of it. */
final class Reading {
    static final Columns COLUMNS = new Columns(Set.of("department"), Set.of(), EmptyCells.KEEP, RowMapping.NONE);

    private Reading() {}

    static List<Row> rows(RowFormat format, byte[] body) {
        try (RowReader reader = format.open(new ByteArrayInputStream(body), COLUMNS)) {
            List<Row> rows = new ArrayList<>();
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For example {@code 2 E1} or {@code 3 malformed-row}. */
    static List<String> outcomes(RowFormat format, byte[] body) {
        return rows(format, body).stream().map(Reading::outcome).toList();
    }

    static List<String> outcomes(RowFormat format, String body) {
        return outcomes(format, bytes(body));
    }

    private static String outcome(Row row) {
        return row.line() + " "
                + (row instanceof UnreadableRow unreadable
                        ? unreadable.errors().get(0).code().wire()
                        : ((PersonRow) row).usercode());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
