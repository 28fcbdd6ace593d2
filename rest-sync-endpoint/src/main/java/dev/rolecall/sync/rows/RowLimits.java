package dev.rolecall.sync.rows;

/** What one row may measure. Far above any person, far below what would hurt the server. */
final class RowLimits {
    /** Bytes of one record: a CSV record with its line breaks, an NDJSON line. Characters of a row in a JSON body. */
    static final int RECORD = 1 << 20;

    /** Characters of one value. */
    static final int VALUE = 1 << 16;

    /** Nesting of JSON: an array of rows, a row, its attributes, their values; the rest is for a credential. */
    static final int DEPTH = 8;

    /** Digits of one JSON number. */
    static final int NUMBER = 32;

    /** Characters of one JSON name. */
    static final int NAME = 255;

    /** Of a block of rows: it ends with the row that reaches this, so it may be larger by one record. */
    static final int BLOCK = 4 << 20;

    /** Members of one JSON row, its attributes counted in. */
    static final int MEMBERS = 1_000;

    /** JSON tokens of one row: every name, text, number, bracket and brace. */
    static final int TOKENS = 20_000;

    private RowLimits() {}
}
