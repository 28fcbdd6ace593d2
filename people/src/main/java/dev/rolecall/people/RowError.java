package dev.rolecall.people;

/**
 * One reason why a row is rejected.
 *
 * @param field   the row field, {@code attributes.<name>} for an attribute, {@code row} for the row as a whole
 * @param message for the person who sent the row; repeats no value of it but references
 */
public record RowError(String field, RowErrorCode code, String message) {
    /** The field of an error that is about the row as a whole. */
    public static final String WHOLE_ROW = "row";

    /** Leaves the message out, which may name customers. */
    @Override
    public String toString() {
        return field + ": " + code.wire();
    }
}
