package dev.rolecall.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a person that a row changes. Most fields have a value {@code before} and {@code after}: a text, a
 * boolean, or for an attribute a sorted list of texts; null where there is none. The lists {@code customers},
 * {@code roles} and {@code permissions} have what is {@code added} and {@code removed} instead. A password says only
 * that it changes.
 *
 * @param field the row field, {@code attributes.<name>} for an attribute
 */
public record Change(
        String field, @Nullable Object before, @Nullable Object after, List<String> added, List<String> removed) {
    /** The field of the username. */
    public static final String USERNAME = "username";

    /** The field of the e-mail address. */
    public static final String EMAIL = "email";

    public Change {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    static Change value(String field, @Nullable Object before, @Nullable Object after) {
        return new Change(field, before, after, List.of(), List.of());
    }

    /** Of an attribute; no values are none. */
    static Change values(String field, List<String> before, List<String> after) {
        return value(field, before.isEmpty() ? null : before, after.isEmpty() ? null : after);
    }

    static Change members(String field, List<String> added, List<String> removed) {
        return new Change(field, null, null, added, removed);
    }

    static Change secret(String field) {
        return value(field, null, null);
    }

    /** Says nothing about the values, which are personal. */
    @Override
    public String toString() {
        return "Change[" + field + "]";
    }
}
