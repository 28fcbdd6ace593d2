package dev.rolecall.people;

import org.jspecify.annotations.Nullable;

/** One row of a file or request. */
public sealed interface Row permits PersonRow, UnreadableRow {
    /** 1-based: the line on which the row starts, or its place in a JSON array. */
    long line();

    /** What finds the person, mostly the usercode, as far as it could be read. */
    @Nullable String key();

    /** The field the key stands in, as an error names it. */
    default String keyField() {
        return RowField.USERCODE.wire();
    }
}
