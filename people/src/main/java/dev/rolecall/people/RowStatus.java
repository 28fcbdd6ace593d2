package dev.rolecall.people;

import java.util.Locale;

/** What became of a row, in one word. */
public enum RowStatus {
    CREATED,
    UPDATED,
    UNCHANGED,
    REJECTED;

    /** As in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
