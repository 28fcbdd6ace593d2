package dev.rolecall.sync.rows;

import java.util.List;

/** What one row changed, as JSON. */
public record RowChangesRepresentation(long line, String key, String status, List<ChangeRepresentation> changes) {
    public RowChangesRepresentation {
        changes = List.copyOf(changes);
    }

    /** Holds a usercode, and values of a person. */
    @Override
    public String toString() {
        return "RowChangesRepresentation[line=" + line + ", status=" + status + "]";
    }
}
