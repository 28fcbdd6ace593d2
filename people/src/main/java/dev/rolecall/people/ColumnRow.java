package dev.rolecall.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file, by its header. A column is a row field or an attribute of the user profile; any other is left out
 * with a warning. Spaces around a cell are no part of it; lists are separated by {@code ;}, and an attribute is a list
 * where the user profile says that it has several values. An empty cell keeps or clears, as the source says;
 * {@code username} and {@code enabled} cannot be cleared and are kept.
 */
public final class ColumnRow {
    /** The most columns a header may have. */
    public static final int MAX_COLUMNS = 500;

    private static final int MAX_WARNINGS = 100;
    private static final String SEPARATOR = ";";

    private final List<@Nullable Column> columns;
    private final List<String> warnings = new ArrayList<>();
    private final EmptyCells empty;

    /**
     * @param header            the names of the columns
     * @param profileAttributes names of the attributes the realm's user profile declares
     * @param multivalued       those of them that have several values
     * @throws UnusableHeaderException if no row below such a header means anything
     */
    public ColumnRow(List<String> header, Set<String> profileAttributes, Set<String> multivalued, EmptyCells empty) {
        this.empty = empty;
        if (header.size() > MAX_COLUMNS) {
            throw new UnusableHeaderException("the header has more than " + MAX_COLUMNS + " columns");
        }
        Set<String> seen = new HashSet<>();
        this.columns = new ArrayList<>(header.size());
        for (String raw : header) {
            String name = raw.strip();
            if (!name.isEmpty() && !seen.add(name)) {
                throw new UnusableHeaderException("the column " + RowDraft.shown(name) + " is there twice");
            }
            if (AttributeName.isPassword(name)) {
                throw new UnusableHeaderException("the column " + RowDraft.shown(name)
                        + " is refused: passwords come as hashes only, in JSON, in the member credential");
            }
            columns.add(column(name, profileAttributes, multivalued));
        }
        if (!seen.contains(RowField.USERCODE.wire())) {
            throw new UnusableHeaderException("the header has no column usercode");
        }
        if (columns.stream().filter(c -> c instanceof AttributeColumn).count() > RowDraft.MAX_ATTRIBUTES) {
            throw new UnusableHeaderException("the header has more than " + RowDraft.MAX_ATTRIBUTES + " attributes");
        }
    }

    /** What was left out and why, for the person who sent the file. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public Row read(long line, List<String> cells) {
        RowDraft draft = new RowDraft(line);
        if (cells.size() != columns.size()) {
            draft.error(
                    RowError.WHOLE_ROW,
                    RowErrorCode.MALFORMED_ROW,
                    "has " + cells.size() + " cells where the header has " + columns.size());
            return draft.toUnreadable();
        }
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            if (column != null) {
                column.read(draft, cells.get(i).strip());
            }
        }
        return draft.toRow();
    }

    private @Nullable Column column(String name, Set<String> profileAttributes, Set<String> multivalued) {
        Optional<RowField> field = RowField.named(name);
        if (field.isPresent()) {
            return new FieldColumn(field.get());
        }
        if (profileAttributes.contains(name) && AttributeName.isAllowed(name)) {
            return new AttributeColumn(name, multivalued.contains(name));
        }
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(
                    name.isEmpty()
                            ? "a column without a name was left out"
                            : "the column " + RowDraft.shown(name)
                                    + " was left out: it is no row field and no attribute of the user profile");
        }
        return null;
    }

    private static List<String> entries(String cell) {
        return Arrays.stream(cell.split(SEPARATOR)).map(String::strip).toList();
    }

    private sealed interface Column {
        void read(RowDraft draft, String cell);
    }

    private final class FieldColumn implements Column {
        private final RowField field;

        FieldColumn(RowField field) {
            this.field = field;
        }

        @Override
        public void read(RowDraft draft, String cell) {
            if (field == RowField.USERCODE) {
                draft.key(cell);
            } else if (cell.isEmpty() && (empty == EmptyCells.KEEP || !canBeCleared())) {
                return;
            } else if (field == RowField.ENABLED) {
                enabled(draft, cell.toLowerCase(Locale.ROOT));
            } else if (field.isList()) {
                draft.list(field, cell.isEmpty() ? Patch.clear() : Patch.set(entries(cell)));
            } else {
                draft.text(field, cell.isEmpty() ? Patch.clear() : Patch.set(cell));
            }
        }

        private boolean canBeCleared() {
            return field != RowField.USERNAME && field != RowField.ENABLED;
        }

        private void enabled(RowDraft draft, String cell) {
            if (cell.equals("true") || cell.equals("false")) {
                draft.enabled(Patch.set(cell.equals("true")));
            } else {
                draft.error(field.wire(), RowErrorCode.INVALID_VALUE, "is true or false");
            }
        }
    }

    private final class AttributeColumn implements Column {
        private final String name;
        private final boolean list;

        AttributeColumn(String name, boolean list) {
            this.name = name;
            this.list = list;
        }

        @Override
        public void read(RowDraft draft, String cell) {
            if (!cell.isEmpty()) {
                draft.attribute(name, Patch.set(list ? entries(cell) : List.of(cell)));
            } else if (empty == EmptyCells.CLEAR) {
                draft.attribute(name, Patch.clear());
            }
        }
    }
}
