package dev.rolecall.people;

import java.util.Locale;
import java.util.Set;

/** Which names a row may use in {@code attributes}. */
final class AttributeName {
    static final String USERCODE = RowField.USERCODE.wire();
    static final String USER_TYPE = RowField.USER_TYPE.wire();
    static final String TERMINATION_DATE = RowField.TERMINATION_DATE.wire();

    /** Marks an account that no row changes. */
    static final String PROTECTED = "rolecall.protected";

    private static final Set<String> PASSWORDS = Set.of("password", "plaintext", "credential", "credentials");

    private static final int MAX_LENGTH = 255;
    private static final String OURS = "rolecall.";

    /** Keycloak's user profile cuts this off, so it would be a second spelling of any attribute. */
    private static final String KEYCLOAK_PREFIX = "user.attributes.";

    private AttributeName() {}

    static boolean isAllowed(String name) {
        return !name.isBlank()
                && name.length() <= MAX_LENGTH
                && name.codePoints().noneMatch(Character::isISOControl)
                && Text.isWellFormed(name)
                && RowField.named(name).isEmpty()
                && !isPassword(name)
                && !name.startsWith(OURS)
                && !name.startsWith(KEYCLOAK_PREFIX);
    }

    /** A column or attribute of that name would keep a password where everybody reads it. */
    static boolean isPassword(String name) {
        return PASSWORDS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a row field of its own stands for this attribute. */
    static boolean isRowField(String name) {
        return name.equals(USERCODE) || name.equals(USER_TYPE) || name.equals(TERMINATION_DATE);
    }
}
