package dev.rolecall.people;

import java.util.Optional;

/**
 * The field by which a row finds its person: {@code usercode}, {@code username}, or an attribute of the user profile.
 *
 * @param name as in a row
 */
public record KeyField(String name) {
    public static final KeyField USERCODE = new KeyField(RowField.USERCODE.wire());
    public static final KeyField USERNAME = new KeyField(RowField.USERNAME.wire());

    static final int MAX_LENGTH = 255;

    /** Nothing where no row can be found by that field. */
    public static Optional<KeyField> named(String name) {
        KeyField field = new KeyField(name);
        return field.isUsercode() || field.isUsername() || AttributeName.isAllowed(name)
                ? Optional.of(field)
                : Optional.empty();
    }

    public boolean isUsercode() {
        return equals(USERCODE);
    }

    public boolean isUsername() {
        return equals(USERNAME);
    }

    boolean isAttribute() {
        return !isUsercode() && !isUsername();
    }

    static boolean isUsable(String value) {
        return value.length() <= MAX_LENGTH && value.equals(value.strip()) && !Text.hasControlCharacters(value);
    }

    /** How an error names it. */
    String wire() {
        return isAttribute() ? RowDraft.attributeField(name) : name;
    }
}
