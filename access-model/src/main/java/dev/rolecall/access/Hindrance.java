package dev.rolecall.access;

import java.time.Instant;
import java.util.Locale;

/**
 * Why something that is stored, or nearly so, gives nothing.
 *
 * @param reason for the person who asked, for example {@code expired on 2026-03-01T00:00:00Z}
 */
public record Hindrance(Code code, String reason) {
    /** Part of the API. In the order of how near to holding it is. */
    public enum Code {
        USER_DISABLED,
        ORGANIZATION_DISABLED,
        EXPIRED,
        ASSOCIATION_EXPIRED,
        NOT_ASSOCIATED,
        ASSOCIATION_ENDED,
        TYPE_TOO_LOW,
        OUTSIDE_SCOPE,
        NOT_IN_ROLE,
        UNKNOWN_ROLE,
        OTHER_OBJECT;

        /** As in JSON, for example {@code type-too-low}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final Hindrance PERSON_DISABLED = new Hindrance(Code.USER_DISABLED, "the user is disabled");

    static Hindrance organizationDisabled(String alias) {
        return new Hindrance(Code.ORGANIZATION_DISABLED, Reference.encode(alias) + " is disabled");
    }

    static Hindrance expired(Instant end) {
        return new Hindrance(Code.EXPIRED, "expired on " + end);
    }

    static Hindrance associationExpired(String alias, Instant end) {
        return new Hindrance(
                Code.ASSOCIATION_EXPIRED, "association with " + Reference.encode(alias) + " expired on " + end);
    }

    static Hindrance notAssociated(String alias) {
        return new Hindrance(Code.NOT_ASSOCIATED, "not associated with " + Reference.encode(alias));
    }

    static Hindrance associationEnded(String alias, Instant end) {
        return new Hindrance(
                Code.ASSOCIATION_ENDED, "association with " + Reference.encode(alias) + " ended on " + end);
    }
}
