package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.RuleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would get.
 *
 * @param userId   null for somebody who is not stored
 * @param gives    what the rules say, by rule; more than one may give the same
 * @param added    what he would hold and does not
 * @param removed  what groups gave him and would not
 * @param problems why he would get less than the rules say
 */
record PersonPreview(
        String username,
        @Nullable String userId,
        List<Gives> gives,
        List<String> added,
        List<String> removed,
        List<String> problems) {
    PersonPreview {
        gives = List.copyOf(gives);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        problems = List.copyOf(problems);
    }

    boolean isChange() {
        return !added.isEmpty() || !removed.isEmpty();
    }

    /**
     * Something a rule gives.
     *
     * @param grant as it stands in rules
     * @param line  of the rule
     * @param rule  its text
     * @param group the distinguished name of the group that met it; null where attributes did
     */
    record Gives(
            String grant, int line, String rule, @Nullable String group) {
        static Gives of(RuleSet.Explained explained) {
            var group = explained.given().group();
            return new Gives(
                    explained.given().target().toString(),
                    explained.given().rule(),
                    explained.rule(),
                    group == null ? null : group.dn().toString());
        }
    }

    /** Says neither who it is nor what he gets. */
    @Override
    public String toString() {
        return "PersonPreview[" + gives.size() + " given]";
    }
}
