package dev.rolecall.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row while it is read: keeps the fields, bounds them, and gathers what is wrong with them, whatever the row was
 * written in. An empty text is the same as none; a list loses empty and repeated entries.
 */
final class RowDraft {
    static final int MAX_VALUE = 2048;
    static final int MAX_ENTRIES = 100;
    static final int MAX_ATTRIBUTES = 100;

    /** A sender learns nothing from more, and a row of nothing but unknown members would cost more than it brings. */
    static final int MAX_ERRORS = 50;

    private static final Set<String> USER_TYPES = Set.of("HUMAN", "SYSTEM");

    private final long line;
    private final RowMapping mapping;
    private final List<RowError> errors = new ArrayList<>();
    private final Map<RowField, Patch<String>> texts = new LinkedHashMap<>();
    private final Map<RowField, Patch<List<String>>> lists = new LinkedHashMap<>();
    private final Map<String, Patch<List<String>>> attributes = new LinkedHashMap<>();
    private Patch<Boolean> enabled = Patch.keep();
    private @Nullable String key;
    private @Nullable Credential credential;

    RowDraft(long line) {
        this(line, RowMapping.NONE);
    }

    RowDraft(long line, RowMapping mapping) {
        this.line = line;
        this.mapping = mapping;
    }

    void error(String field, RowErrorCode code, String message) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new RowError(field, code, message));
        }
    }

    void key(String usercode) {
        if (usercode.isBlank()) {
            return;
        }
        if (usercode.length() > RowField.USERCODE.maxLength()) {
            error("usercode", RowErrorCode.TOO_LONG, "has at most " + RowField.USERCODE.maxLength() + " characters");
        } else if (!usercode.equals(usercode.strip())
                || Text.hasControlCharacters(usercode)
                || !Text.isWellFormed(usercode)) {
            error("usercode", RowErrorCode.INVALID_VALUE, "has spaces around it or characters that are not text");
        } else {
            key = usercode;
        }
    }

    void text(RowField field, Patch<String> patch) {
        Patch<String> bounded = bounded(field, patch.isSet() && patch.get().isBlank() ? Patch.clear() : patch);
        switch (field) {
            case USERNAME -> texts.put(field, uncleared(field, bounded));
            case USER_TYPE -> texts.put(field, userType(bounded));
            case TERMINATION_DATE -> texts.put(field, date(bounded));
            default -> texts.put(field, bounded);
        }
    }

    void enabled(Patch<Boolean> patch) {
        enabled = uncleared(RowField.ENABLED, patch);
    }

    void list(RowField field, Patch<List<String>> patch) {
        lists.put(field, entries(field.wire(), field.maxLength(), patch));
    }

    void attribute(String name, Patch<List<String>> patch) {
        if (attributes.size() == MAX_ATTRIBUTES) {
            if (errors.stream().noneMatch(e -> e.field().equals("attributes"))) {
                error("attributes", RowErrorCode.TOO_LONG, "at most " + MAX_ATTRIBUTES + " attributes in a row");
            }
        } else if (!AttributeName.isAllowed(name)) {
            error(attributeField(shown(name)), RowErrorCode.INVALID_VALUE, "no row can set an attribute of that name");
        } else {
            attributes.put(name, entries(attributeField(name), MAX_VALUE, patch));
        }
    }

    void credential(Credential made) {
        credential = made;
    }

    static String attributeField(String name) {
        return "attributes." + name;
    }

    /** A name that came from outside, short enough for a message. */
    static String shown(String name) {
        String head = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        StringBuilder shown = new StringBuilder(head.length());
        head.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.toString();
    }

    /** What is wrong with the first field at fault. */
    Optional<String> firstProblem() {
        return errors.stream().map(RowError::message).findFirst();
    }

    /**
     * The customer of a row that says nothing of customers, and of roles and permissions that do not say on what.
     *
     * @param path how a reference names it
     */
    void defaultCustomer(String alias, String path) {
        if (list(RowField.CUSTOMERS).isKeep()) {
            lists.put(RowField.CUSTOMERS, Patch.set(List.of(alias)));
        }
        for (RowField field : List.of(RowField.ROLES, RowField.PERMISSIONS)) {
            Patch<List<String>> said = list(field);
            if (said.isSet()) {
                list(
                        field,
                        said.map(entries -> entries.stream()
                                .map(entry -> entry.indexOf('@') < 0 ? entry + "@" + path : entry)
                                .toList()));
            }
        }
    }

    /** For a row whose fields could not be told apart. */
    UnreadableRow toUnreadable() {
        return new UnreadableRow(line, keyValue(), errors);
    }

    Row toRow() {
        mapping.complete(this);
        String value = keyValue();
        if (value == null
                && errors.stream().noneMatch(e -> e.field().equals(keyField().wire()))) {
            missingKey();
        }
        if (value == null || !errors.isEmpty()) {
            return new UnreadableRow(line, value, errors);
        }
        String usercode = key == null ? value : key;
        return new PersonRow(
                line,
                usercode,
                text(RowField.USERNAME),
                text(RowField.EMAIL),
                text(RowField.FIRST_NAME),
                text(RowField.LAST_NAME),
                enabled,
                text(RowField.USER_TYPE),
                attributes,
                list(RowField.CUSTOMERS),
                list(RowField.ROLES),
                list(RowField.PERMISSIONS),
                text(RowField.TERMINATION_DATE),
                credential,
                keyField().isUsercode() ? null : new RowKey(keyField(), value, key != null));
    }

    private KeyField keyField() {
        return mapping.key();
    }

    private void missingKey() {
        KeyField field = keyField();
        if (attributes.getOrDefault(field.name(), Patch.keep()).isSet()) {
            error(
                    field.wire(),
                    RowErrorCode.INVALID_VALUE,
                    "finds the person, so it is one value of at most " + KeyField.MAX_LENGTH
                            + " characters without spaces around it");
        } else {
            error(field.wire(), RowErrorCode.MISSING_KEY, "every row has a " + field.name());
        }
    }

    private @Nullable String keyValue() {
        KeyField field = keyField();
        if (field.isUsercode()) {
            return key;
        }
        if (field.isUsername()) {
            return text(RowField.USERNAME).toSet().map(PersonState::lower).orElse(null);
        }
        List<String> values =
                attributes.getOrDefault(field.name(), Patch.keep()).toSet().orElse(List.of());
        return values.size() == 1 && KeyField.isUsable(values.get(0)) ? values.get(0) : null;
    }

    private Patch<String> text(RowField field) {
        return texts.getOrDefault(field, Patch.keep());
    }

    private Patch<List<String>> list(RowField field) {
        return lists.getOrDefault(field, Patch.keep());
    }

    private Patch<String> bounded(RowField field, Patch<String> patch) {
        if (patch.isSet() && !isBounded(field.wire(), field.maxLength(), patch.get())) {
            return Patch.keep();
        }
        if (field == RowField.USERNAME && patch.isSet() && Text.hasControlCharacters(patch.get())) {
            error(field.wire(), RowErrorCode.INVALID_VALUE, "has characters that are not text");
            return Patch.keep();
        }
        return patch;
    }

    private boolean isBounded(String field, int max, String value) {
        if (value.length() > max) {
            error(field, RowErrorCode.TOO_LONG, "has at most " + max + " characters");
            return false;
        }
        if (!Text.isWellFormed(value)) {
            error(field, RowErrorCode.INVALID_VALUE, "has characters that are not text");
            return false;
        }
        return true;
    }

    private <T> Patch<T> uncleared(RowField field, Patch<T> patch) {
        if (patch.isClear()) {
            error(field.wire(), RowErrorCode.INVALID_VALUE, "cannot be cleared; leave it out to keep it");
            return Patch.keep();
        }
        return patch;
    }

    private Patch<String> userType(Patch<String> patch) {
        Patch<String> upper = patch.map(type -> type.toUpperCase(Locale.ROOT));
        if (upper.isSet() && !USER_TYPES.contains(upper.get())) {
            error(RowField.USER_TYPE.wire(), RowErrorCode.INVALID_VALUE, "is HUMAN or SYSTEM");
        }
        return upper;
    }

    private Patch<String> date(Patch<String> patch) {
        if (patch.isSet()) {
            try {
                return Patch.set(LocalDate.parse(patch.get()).toString());
            } catch (DateTimeException e) {
                error(RowField.TERMINATION_DATE.wire(), RowErrorCode.INVALID_VALUE, "is a date like 2026-12-31");
            }
        }
        return patch;
    }

    private Patch<List<String>> entries(String field, int maxLength, Patch<List<String>> patch) {
        if (!patch.isSet()) {
            return patch;
        }
        Set<String> kept = new LinkedHashSet<>();
        for (String entry : patch.get()) {
            if (!entry.isBlank()) {
                kept.add(entry);
            }
        }
        if (kept.size() > MAX_ENTRIES) {
            error(field, RowErrorCode.TOO_LONG, "has at most " + MAX_ENTRIES + " entries");
            return Patch.keep();
        }
        for (String entry : kept) {
            if (!isBounded(field, maxLength, entry)) {
                return Patch.keep();
            }
        }
        return kept.isEmpty() ? Patch.clear() : Patch.set(List.copyOf(kept));
    }
}
