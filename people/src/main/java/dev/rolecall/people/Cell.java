package dev.rolecall.people;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A text as the value of a field: the cell of a column, or a constant. Lists are separated by {@code ;}. */
final class Cell {
    private static final String SEPARATOR = ";";

    private Cell() {}

    /**
     * @param name a row field, or else an attribute
     * @param text not empty
     * @param list whether the attribute of that name is a list; of a row field that is known
     */
    static void read(RowDraft draft, String name, String text, boolean list) {
        Optional<RowField> field = RowField.named(name);
        if (field.isPresent()) {
            read(draft, field.get(), text);
        } else {
            draft.attribute(name, Patch.set(list ? entries(text) : List.of(text)));
        }
    }

    static void read(RowDraft draft, RowField field, String text) {
        if (field == RowField.USERCODE) {
            draft.key(text);
        } else if (field == RowField.ENABLED) {
            enabled(draft, text.toLowerCase(Locale.ROOT));
        } else if (field.isList()) {
            draft.list(field, Patch.set(entries(text)));
        } else {
            draft.text(field, Patch.set(text));
        }
    }

    static List<String> entries(String text) {
        return Arrays.stream(text.split(SEPARATOR)).map(String::strip).toList();
    }

    private static void enabled(RowDraft draft, String text) {
        if (text.equals("true") || text.equals("false")) {
            draft.enabled(Patch.set(text.equals("true")));
        } else {
            draft.error(RowField.ENABLED.wire(), RowErrorCode.INVALID_VALUE, "is true or false");
        }
    }
}
