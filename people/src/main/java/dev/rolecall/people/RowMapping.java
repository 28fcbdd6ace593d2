package dev.rolecall.people;

import dev.rolecall.access.AccessObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a source mean where they do not mean what their names say, and what its rows say without a column.
 * An entry is one of
 *
 * <ul>
 *   <li>{@code Employee No=usercode}: the column becomes a row field or an attribute, here the usercode. Behind it, each
 *       after a {@code |}, may stand {@code lower} or {@code upper}, and {@code value=other} for single values,
 *       {@code *=other} for all others: {@code Contract=userType|FTE=HUMAN|BOT=SYSTEM};
 *   <li>{@code ignore:Salary}: the column is left out;
 *   <li>{@code constant:userType=HUMAN}: every row says this, whatever its columns say.
 * </ul>
 *
 * <p>{@code % = | # : *} inside a name or a value are written {@code %25 %3D %7C %23 %3A %2A}.
 */
public final class RowMapping {
    /** The most entries a mapping may have. */
    public static final int MAX_ENTRIES = 200;

    /** The most characters of one entry. */
    public static final int MAX_ENTRY = 1_000;

    /** Every column is what its name says, and the key is the usercode. */
    public static final RowMapping NONE = new RowMapping(KeyField.USERCODE, new Entries(), null);

    private static final String IGNORE = "ignore:";
    private static final String CONSTANT = "constant:";

    private final KeyField key;
    private final Entries entries;
    private final @Nullable String defaultCustomer;

    private RowMapping(KeyField key, Entries entries, @Nullable String defaultCustomer) {
        this.key = key;
        this.entries = entries;
        this.defaultCustomer = defaultCustomer;
    }

    private static final class Entries {
        private final Map<String, ColumnTarget> columns = new LinkedHashMap<>();
        private final Set<String> ignored = new LinkedHashSet<>();
        private final Map<String, String> constants = new LinkedHashMap<>();

        Entries() {}

        Entries(Entries others) {
            columns.putAll(others.columns);
            ignored.addAll(others.ignored);
            constants.putAll(others.constants);
        }
    }

    /**
     * @param entries         as described above
     * @param defaultCustomer alias of the customer of rows that say nothing of customers, and of roles and permissions
     *                        that do not say on what; null for none
     * @throws UnusableMappingException if an entry means nothing or two of them disagree
     */
    public static RowMapping of(KeyField key, List<String> entries, @Nullable String defaultCustomer) {
        requireFew(entries.size());
        Entries read = new Entries();
        for (String entry : entries) {
            naming(entry, () -> add(read, entry.strip()));
        }
        return checked(new RowMapping(key, read, defaultCustomer));
    }

    /**
     * This mapping as a request changes it. What a request says of a column or of what a column becomes stands in place
     * of what was said of it here; constants stay.
     *
     * @param changes what becomes of a column, as behind {@code =}, or null to leave it out; {@code constant:…} by the
     *                name of the constant
     * @throws UnusableMappingException likewise, or if a constant would change
     */
    public RowMapping changedBy(Map<String, @Nullable String> changes) {
        requireFew(changes.size());
        Entries all = new Entries(entries);
        Entries read = new Entries();
        changes.forEach((column, what) -> naming(column, () -> add(read, column.strip(), what)));
        for (String constant : read.constants.keySet()) {
            naming(CONSTANT + constant, () -> require(!all.constants.containsKey(constant), "the source fixes it"));
        }
        all.columns.keySet().removeAll(read.columns.keySet());
        all.columns.keySet().removeAll(read.ignored);
        all.columns
                .values()
                .removeIf(target -> read.columns.values().stream()
                        .anyMatch(other -> other.name().equals(target.name())));
        all.ignored.removeAll(read.columns.keySet());
        all.columns.putAll(read.columns);
        all.ignored.addAll(read.ignored);
        all.constants.putAll(read.constants);
        return checked(new RowMapping(key, all, defaultCustomer));
    }

    private static void add(Entries read, String entry) {
        require(entry.length() <= MAX_ENTRY, "it has more than " + MAX_ENTRY + " characters");
        if (entry.startsWith(IGNORE)) {
            ignore(read, MappingText.decode(entry.substring(IGNORE.length()).strip()));
            return;
        }
        int equals = entry.indexOf('=');
        require(equals >= 0, "it has no = between the column and what it becomes");
        String left = entry.substring(0, equals).strip();
        String right = entry.substring(equals + 1).strip();
        if (left.startsWith(CONSTANT)) {
            constant(read, MappingText.decode(left.substring(CONSTANT.length()).strip()), MappingText.decode(right));
        } else {
            column(read, MappingText.decode(left), right);
        }
    }

    /** An entry of a request, where the column is as it is in the file. */
    private static void add(Entries read, String column, @Nullable String what) {
        require(
                column.length() + (what == null ? 0 : what.length()) <= MAX_ENTRY,
                "it has more than " + MAX_ENTRY + " characters");
        if (what == null) {
            ignore(read, column);
        } else if (column.startsWith(CONSTANT)) {
            constant(read, column.substring(CONSTANT.length()).strip(), what.strip());
        } else {
            column(read, column, what.strip());
        }
    }

    private static void ignore(Entries read, String column) {
        requireColumn(read, column);
        read.ignored.add(column);
    }

    private static void column(Entries read, String column, String what) {
        requireColumn(read, column);
        read.columns.put(column, ColumnTarget.of(what));
    }

    private static void requireColumn(Entries read, String column) {
        require(!column.isEmpty(), "it names no column");
        require(
                Text.isWellFormed(column) && !Text.hasControlCharacters(column),
                "the name of the column has characters that are not text");
        require(
                !read.columns.containsKey(column) && !read.ignored.contains(column),
                "another entry says something of the same column");
    }

    private static void constant(Entries read, String name, String value) {
        require(!value.isEmpty(), "it has no value");
        require(Text.isWellFormed(value), "the value has characters that are not text");
        require(
                read.constants.put(ColumnTarget.requireTarget(name), value) == null,
                "another entry says something of the same constant");
        RowDraft draft = new RowDraft(1);
        Cell.read(draft, name, value, false);
        draft.firstProblem().ifPresent(problem -> require(false, "the value " + problem));
    }

    private static RowMapping checked(RowMapping mapping) {
        requireFew(mapping.entries.columns.size() + mapping.entries.ignored.size() + mapping.entries.constants.size());
        if (mapping.entries.constants.containsKey(mapping.key.name())) {
            throw new UnusableMappingException(
                    "The constant " + mapping.key.name() + " would give every row the same key.");
        }
        return mapping;
    }

    private static void requireFew(int entries) {
        if (entries > MAX_ENTRIES) {
            throw new UnusableMappingException("There are more than " + MAX_ENTRIES + " header mappings.");
        }
    }

    private static void naming(String entry, Runnable work) {
        try {
            work.run();
        } catch (UnusableMappingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UnusableMappingException("The header mapping \"" + RowDraft.shown(entry.strip())
                    + "\" cannot be used: " + e.getMessage() + ".");
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** As {@link #of} reads them. */
    public List<String> entries() {
        List<String> texts = new ArrayList<>();
        entries.columns.forEach((column, target) -> texts.add(MappingText.encode(column) + "=" + target.text()));
        entries.ignored.forEach(column -> texts.add(IGNORE + MappingText.encode(column)));
        entries.constants.forEach(
                (name, value) -> texts.add(CONSTANT + MappingText.encode(name) + "=" + MappingText.encode(value)));
        return texts;
    }

    public KeyField key() {
        return key;
    }

    public @Nullable String defaultCustomer() {
        return defaultCustomer;
    }

    /** What a column becomes, or null where it is left out. */
    @Nullable ColumnTarget target(String column) {
        return entries.ignored.contains(column)
                ? null
                : entries.columns.getOrDefault(column, ColumnTarget.itself(column));
    }

    boolean isMapped(String column) {
        return entries.columns.containsKey(column);
    }

    boolean isAnythingMappedTo(String target) {
        return entries.columns.values().stream()
                .anyMatch(column -> column.name().equals(target));
    }

    boolean isConstant(String target) {
        return entries.constants.containsKey(target);
    }

    /** Whether no member of a JSON row means anything but what its name says. */
    boolean leavesMembers() {
        return entries.columns.isEmpty() && entries.ignored.isEmpty() && entries.constants.isEmpty();
    }

    /** Says what every row of the source says, for a row that has no field with the name of a constant. */
    void complete(RowDraft draft) {
        entries.constants.forEach((name, value) -> Cell.read(draft, name, value, false));
        String alias = defaultCustomer;
        if (alias != null) {
            draft.defaultCustomer(alias, AccessObject.ofOrganization(alias).path());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowMapping mapping
                && key.equals(mapping.key)
                && entries().equals(mapping.entries())
                && Objects.equals(defaultCustomer, mapping.defaultCustomer);
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    /** Constants may be personal. */
    @Override
    public String toString() {
        return "RowMapping[key=" + key.name() + "]";
    }
}
