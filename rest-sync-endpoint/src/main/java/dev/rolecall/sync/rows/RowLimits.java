package dev.rolecall.sync.rows;

/** What one row may measure. Far above any person, far below what would hurt the server. */
final class RowLimits {
    /** Bytes of one record: a CSV record with its line breaks, an NDJSON line. */
    static final int RECORD = 1 << 20;

    /** Characters of one value. */
    static final int VALUE = 1 << 16;

    /** Nesting of JSON: an array of rows, a row, its attributes, their values; the rest is for a credential. */
    static final int DEPTH = 8;

    /** Digits of one JSON number. */
    static final int NUMBER = 32;

    /** Characters of one JSON name. */
    static final int NAME = 255;

    private RowLimits() {}
}
