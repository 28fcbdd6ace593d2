package dev.rolecall.access;

import java.util.Comparator;
import java.util.Locale;

/**
 * Something in a realm that gives more or less than it seems to. Found by looking, because Keycloak offers no moment to
 * refuse it, or because it was there before the realm opted in.
 *
 * @param where   a path of names and ids, for example {@code organizations/acme/groups/prod-eu}; no address
 * @param message for an administrator: what follows from it, and what to do
 */
public record Finding(Code code, String where, String message) implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.code().severity())
            .thenComparing(Finding::code)
            .thenComparing(Finding::where)
            .thenComparing(Finding::message);

    public Severity severity() {
        return code.severity();
    }

    /** Errors first, then by kind and place. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    public enum Severity {
        /** Somebody may have more than it seems, or what was set up gives nothing. */
        ERROR,
        /** Worth a look; nothing is given that should not be. */
        WARNING;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is wrong. Part of the interface: callers may act on it. */
    public enum Code {
        NOT_ADOPTED(Severity.ERROR),
        ORGANIZATIONS_OFF(Severity.ERROR),
        MALFORMED_DEFINITION(Severity.ERROR),
        AMBIGUOUS_NAME(Severity.ERROR),
        CYCLE_OF_ROLES(Severity.ERROR),
        PERMISSION_IN_COMPOSITE(Severity.ERROR),
        PERMISSION_IN_DEFAULT_ROLE(Severity.ERROR),
        PERMISSION_MAPPED_TO_USER(Severity.ERROR),
        PERMISSION_MAPPED_TO_GROUP(Severity.ERROR),
        PERMISSION_IN_MAPPER(Severity.ERROR),
        ACCESS_SCOPE_MISSING(Severity.ERROR),
        ACCESS_SCOPE_WITHOUT_GUARD(Severity.ERROR),
        ACCESS_SCOPE_WITHOUT_ACCESS(Severity.ERROR),
        BAD_MAPPER_SETTINGS(Severity.ERROR),
        UNKNOWN_MAPPER(Severity.ERROR),
        CLAIM_OVERWRITTEN(Severity.ERROR),
        CLAIM_WRITTEN_TWICE(Severity.ERROR),
        USERCODE_EDITABLE(Severity.ERROR),
        SYSTEM_MISSING(Severity.ERROR),
        SYSTEM_UNMARKED(Severity.ERROR),
        SYSTEM_DISABLED(Severity.ERROR),
        SYSTEM_KIND_ELSEWHERE(Severity.ERROR),
        ROLE_GROUP_MISSING(Severity.ERROR),
        SUPER_OUTSIDE_SYSTEM(Severity.ERROR),
        GROUP_MARKED_TWICE(Severity.ERROR),
        ROLE_ON_ORGANIZATION_GROUP(Severity.ERROR),
        GRANT_WITHOUT_ASSOCIATION(Severity.ERROR),
        ABOVE_TYPE(Severity.WARNING),
        OUTSIDE_SCOPE(Severity.WARNING),
        NOT_A_PERMISSION(Severity.WARNING),
        NESTED_CUSTOM_ROLE(Severity.WARNING),
        PERMISSION_WITH_ROLES(Severity.WARNING),
        REALM_ROLE_MARKED(Severity.WARNING),
        ACCESS_SCOPE_NOT_DEFAULT(Severity.WARNING),
        CLIENT_WITHOUT_GUARD(Severity.WARNING),
        ROLE_GROUP_UNMARKED(Severity.WARNING),
        DEPLOYMENT_UNMARKED(Severity.WARNING),
        DEPLOYMENT_OF_SYSTEM(Severity.WARNING),
        UNKNOWN_ROLE(Severity.WARNING),
        UNKNOWN_PERMISSION(Severity.WARNING),
        MEMBERSHIP_WITHOUT_GRANT(Severity.WARNING),
        MANY_GRANTS(Severity.WARNING),
        ORIGINS_WITHOUT_MEMBERSHIP(Severity.WARNING);

        private final Severity severity;

        Code(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }

        /** As in JSON, for example {@code ambiguous-name}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
