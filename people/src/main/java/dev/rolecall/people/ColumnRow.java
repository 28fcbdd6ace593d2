package dev.rolecall.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file, by its header. A column is a row field or an attribute of the user profile, by its name or by the
 * {@linkplain RowMapping mapping} of its source; any other is left out with a warning. Spaces around a cell are no part of it; lists are separated by {@code ;}, and an attribute is a list
 * where the user profile says that it has several values. An empty cell keeps or clears, as the source says;
 * {@code username} and {@code enabled} cannot be cleared and are kept.
 */
public final class ColumnRow {
    /** The most columns a header may have. */
    public static final int MAX_COLUMNS = 500;

    private static final int MAX_WARNINGS = 100;

    private final List<@Nullable Column> columns;
    private final List<String> warnings = new ArrayList<>();
    private final EmptyCells empty;
    private final RowMapping mapping;
    private final int keyColumn;

    /**
     * @param header            the names of the columns
     * @param profileAttributes names of the attributes the realm's user profile declares
     * @param multivalued       those of them that have several values
     * @param mapping           what columns mean that do not mean what their names say
     * @throws UnusableHeaderException if no row below such a header means anything
     */
    public ColumnRow(
            List<String> header,
            Set<String> profileAttributes,
            Set<String> multivalued,
            EmptyCells empty,
            RowMapping mapping) {
        this.empty = empty;
        this.mapping = mapping;
        if (header.size() > MAX_COLUMNS) {
            throw new UnusableHeaderException("the header has more than " + MAX_COLUMNS + " columns");
        }
        Set<String> seen = new HashSet<>();
        Map<String, String> targets = new HashMap<>();
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
            Column column = column(name, profileAttributes, multivalued);
            columns.add(column);
            if (column != null) {
                requireOne(targets, column.target().name(), name);
            }
        }
        keyColumn = findKeyColumn();
        if (columns.stream().filter(c -> c instanceof AttributeColumn).count() > RowDraft.MAX_ATTRIBUTES) {
            throw new UnusableHeaderException("the header has more than " + RowDraft.MAX_ATTRIBUTES + " attributes");
        }
    }

    private static void requireOne(Map<String, String> columns, String target, String name) {
        String other = columns.put(target, name);
        if (other != null) {
            throw new UnusableHeaderException("the columns " + RowDraft.shown(other) + " and " + RowDraft.shown(name)
                    + " are both " + RowDraft.shown(target));
        }
    }

    private int findKeyColumn() {
        String key = mapping.key().name();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column != null && column.target().name().equals(key)) {
                return i;
            }
        }
        throw new UnusableHeaderException("the header has no column "
                + (mapping.isAnythingMappedTo(key) ? "that becomes " : "") + RowDraft.shown(key));
    }

    /** The place of the column that finds the person. */
    public int keyColumn() {
        return keyColumn;
    }

    /** What was left out and why, for the person who sent the file. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public Row read(long line, List<String> cells) {
        RowDraft draft = new RowDraft(line, mapping);
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
        ColumnTarget target = mapping.target(name);
        if (target == null) {
            return null;
        }
        if (mapping.isConstant(target.name())) {
            warn("the column " + RowDraft.shown(name) + " was left out: the source fixes "
                    + RowDraft.shown(target.name()));
            return null;
        }
        Optional<RowField> field = target.field();
        if (field.isPresent()) {
            return new FieldColumn(target, field.get());
        }
        if (profileAttributes.contains(target.name()) && AttributeName.isAllowed(target.name())) {
            return new AttributeColumn(target, multivalued.contains(target.name()));
        }
        warn(leftOut(name, target));
        return null;
    }

    private String leftOut(String name, ColumnTarget target) {
        if (name.isEmpty()) {
            return "a column without a name was left out";
        }
        return "the column " + RowDraft.shown(name) + " was left out: "
                + (mapping.isMapped(name)
                        ? RowDraft.shown(target.name()) + " is no attribute of the user profile"
                        : "it is no row field and no attribute of the user profile");
    }

    private void warn(String warning) {
        if (warnings.size() < MAX_WARNINGS) {
            warnings.add(warning);
        }
    }

    private static List<String> entries(String cell, ValueChange change) {
        List<String> entries = Cell.entries(cell);
        return change.isNone() ? entries : entries.stream().map(change::of).toList();
    }

    private sealed interface Column {
        ColumnTarget target();

        void read(RowDraft draft, String cell);
    }

    private final class FieldColumn implements Column {
        private final ColumnTarget target;
        private final RowField field;

        FieldColumn(ColumnTarget target, RowField field) {
            this.target = target;
            this.field = field;
        }

        @Override
        public ColumnTarget target() {
            return target;
        }

        @Override
        public void read(RowDraft draft, String cell) {
            if (field.isList()) {
                list(draft, cell);
                return;
            }
            String text = target.change().of(cell);
            if (!text.isEmpty()) {
                Cell.read(draft, field, text);
            } else if (empty == EmptyCells.CLEAR && canBeCleared()) {
                draft.text(field, Patch.clear());
            }
        }

        private void list(RowDraft draft, String cell) {
            if (!cell.isEmpty()) {
                draft.list(field, Patch.set(entries(cell, target.change())));
            } else if (empty == EmptyCells.CLEAR) {
                draft.list(field, Patch.clear());
            }
        }

        private boolean canBeCleared() {
            return field != RowField.USERCODE && field != RowField.USERNAME && field != RowField.ENABLED;
        }
    }

    private final class AttributeColumn implements Column {
        private final ColumnTarget target;
        private final boolean list;

        AttributeColumn(ColumnTarget target, boolean list) {
            this.target = target;
            this.list = list;
        }

        @Override
        public ColumnTarget target() {
            return target;
        }

        @Override
        public void read(RowDraft draft, String cell) {
            String text = list ? cell : target.change().of(cell);
            if (!text.isEmpty()) {
                draft.attribute(target.name(), Patch.set(list ? entries(text, target.change()) : List.of(text)));
            } else if (empty == EmptyCells.CLEAR) {
                draft.attribute(target.name(), Patch.clear());
            }
        }
    }
}
