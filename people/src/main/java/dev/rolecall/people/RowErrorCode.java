package dev.rolecall.people;

import java.util.Locale;

/** Why a row is rejected. Part of the API; the message beside it may change. */
public enum RowErrorCode {
    MISSING_KEY,
    DUPLICATE_KEY,
    MALFORMED_ROW,
    INVALID_VALUE,
    INVALID_EMAIL,
    TOO_LONG,
    /** Username or e-mail belong to another person, or something else in the realm stands against the change. */
    CONFLICT,
    UNKNOWN_CUSTOMER,
    UNKNOWN_DEPLOYMENT,
    UNKNOWN_ROLE,
    UNKNOWN_PERMISSION,
    NOT_ASSOCIATED,
    ABOVE_CEILING,
    PROTECTED_ACCOUNT;

    /** As in JSON, for example {@code missing-key}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
