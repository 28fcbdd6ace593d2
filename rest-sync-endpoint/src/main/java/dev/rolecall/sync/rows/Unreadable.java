package dev.rolecall.sync.rows;

import dev.rolecall.people.RowError;
import dev.rolecall.people.RowErrorCode;
import dev.rolecall.people.UnreadableRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are rejected for how they are written. */
final class Unreadable {
    private Unreadable() {}

    static UnreadableRow malformed(long line, String message) {
        return row(line, null, RowError.WHOLE_ROW, RowErrorCode.MALFORMED_ROW, message);
    }

    static UnreadableRow tooLong(long line, String message) {
        return row(line, null, RowError.WHOLE_ROW, RowErrorCode.TOO_LONG, message);
    }

    static UnreadableRow row(long line, @Nullable String key, String field, RowErrorCode code, String message) {
        return new UnreadableRow(line, key, List.of(new RowError(field, code, message)));
    }
}
