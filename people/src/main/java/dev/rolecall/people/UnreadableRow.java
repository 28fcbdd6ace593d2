package dev.rolecall.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that cannot be applied for what it says itself; becomes {@link RowResult.Rejected} in its place. */
public record UnreadableRow(long line, @Nullable String key, List<RowError> errors) implements Row {
    public UnreadableRow {
        errors = List.copyOf(errors);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("an unreadable row says why");
        }
    }

    @Override
    public String toString() {
        return "UnreadableRow[line=" + line + ", errors=" + errors + "]";
    }
}
