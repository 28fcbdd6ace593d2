package dev.rolecall.people;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a column of a source becomes.
 *
 * @param name   a row field, or else an attribute
 * @param change of its values
 */
record ColumnTarget(String name, ValueChange change) {
    private static final List<String> NO_TEXTS = List.of("attributes", "credential", "password");

    /** What a column without a mapping becomes: the field of its name. */
    static ColumnTarget itself(String column) {
        return new ColumnTarget(column, ValueChange.NONE);
    }

    /**
     * @param text {@code target|step|step}
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static ColumnTarget of(String text) {
        String[] parts = text.split("\\|", -1);
        return new ColumnTarget(
                requireTarget(MappingText.decode(parts[0].strip())),
                ValueChange.of(Arrays.stream(parts).skip(1).toList()));
    }

    static String requireTarget(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("it does not say what the column becomes");
        }
        if (NO_TEXTS.contains(name) || !(RowField.named(name).isPresent() || AttributeName.isAllowed(name))) {
            throw new IllegalArgumentException("no column can become " + RowDraft.shown(name));
        }
        return name;
    }

    Optional<RowField> field() {
        return RowField.named(name);
    }

    String text() {
        StringBuilder text = new StringBuilder(MappingText.encode(name));
        change.steps().forEach(step -> text.append('|').append(step));
        return text.toString();
    }
}
