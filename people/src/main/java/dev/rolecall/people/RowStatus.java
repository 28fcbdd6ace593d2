package dev.rolecall.people;

import java.util.Locale;

/** What became of a row, in one word. */
public enum RowStatus {
    CREATED,
    UPDATED,
    UNCHANGED,
    REJECTED,
    /** Not decided yet: other people have the names now and may give them up in a later row. */
    DEFERRED;

    /** As in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
