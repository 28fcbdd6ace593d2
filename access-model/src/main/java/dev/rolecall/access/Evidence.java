package dev.rolecall.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a directory gave a person something: more than its origin says.
 *
 * @param origin of the grant or association it is about
 * @param object what it is on: the system, a customer or a deployment
 * @param grant  null where the rule gives the association alone
 * @param rule   the rule's 1-based line, as the rules were when it was last seen
 * @param group  the distinguished name of the group that met the rule; null where attributes did
 * @param seenAt when the directory last said so
 */
public record Evidence(
        Origin origin,
        AccessObject object,
        @Nullable Reference grant,
        int rule,
        @Nullable String group,
        Instant seenAt) {
    public boolean isBehind(Reference given, Origin by) {
        return given.equals(grant) && origin.equals(by);
    }

    /** A grant brings the association it needs. */
    public boolean isBehindAssociation(String organization, Origin by) {
        return object.organization().equals(organization) && origin.equals(by);
    }

    /** For a person, for example {@code LDAP group cn=a,dc=x by rule 3, seen at 2026-01-31T12:00:00Z}. */
    public String text() {
        return "LDAP " + (group == null ? "attributes" : "group " + group) + " by rule " + rule + ", seen at " + seenAt;
    }
}
