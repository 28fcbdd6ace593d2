package dev.rolecall.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes of a person's fields and attributes, old and new: fields in the order of a row, then attributes by name. */
final class Changes {
    private final List<Change> changes = new ArrayList<>();

    private Changes() {}

    /** @param before null for a new person */
    static List<Change> between(@Nullable PersonState before, PersonState after) {
        Changes changes = new Changes();
        changes.add(RowField.USERNAME, before == null ? null : before.username(), after.username());
        changes.add(RowField.EMAIL, before == null ? null : before.email(), after.email());
        changes.add(RowField.FIRST_NAME, before == null ? null : before.firstName(), after.firstName());
        changes.add(RowField.LAST_NAME, before == null ? null : before.lastName(), after.lastName());
        changes.add(RowField.ENABLED, before == null ? null : before.enabled(), after.enabled());
        Set<String> names =
                before == null ? new TreeSet<>(after.attributes().keySet()) : before.attributesDifferentFrom(after);
        for (String name : names) {
            changes.attribute(name, values(before, name), values(after, name));
        }
        return changes.changes;
    }

    private void add(RowField field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(Change.value(field.wire(), before, after));
        }
    }

    private void attribute(String name, List<String> before, List<String> after) {
        if (AttributeName.isRowField(name) && before.size() <= 1 && after.size() <= 1) {
            changes.add(Change.value(name, only(before), only(after)));
        } else {
            String field = AttributeName.isRowField(name) ? name : RowDraft.attributeField(name);
            changes.add(Change.values(field, before, after));
        }
    }

    private static List<String> values(@Nullable PersonState state, String name) {
        return state == null ? List.of() : state.attributes().getOrDefault(name, List.of());
    }

    private static @Nullable String only(List<String> values) {
        return values.isEmpty() ? null : values.get(0);
    }
}
