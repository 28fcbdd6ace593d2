package dev.rolecall.sync.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rolecall.people.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One changed field as JSON, without what is empty.
 *
 * @param before a text, a boolean, or a list of texts; absent where there was none
 * @param after  likewise
 * @param cut    whether the values were too large to keep
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChangeRepresentation(
        String field,
        @Nullable Object before,
        @Nullable Object after,
        @Nullable List<String> added,
        @Nullable List<String> removed,
        @Nullable Boolean cut) {
    public static ChangeRepresentation of(Change change) {
        return new ChangeRepresentation(
                change.field(), change.before(), change.after(), change.added(), change.removed(), null);
    }

    /** Without the values. */
    public static ChangeRepresentation cut(Change change) {
        return new ChangeRepresentation(change.field(), null, null, null, null, true);
    }

    /** Says nothing about the values, which are personal. */
    @Override
    public String toString() {
        return "ChangeRepresentation[" + field + "]";
    }
}
