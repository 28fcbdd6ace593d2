package dev.rolecall.ldap;

import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rules give one person.
 *
 * @param given    by line; every rule that holds counts, so one thing may be given by several
 * @param problems what kept a rule from giving all it says
 */
public record RuleOutcome(List<Given> given, List<RuleProblem> problems) {
    public RuleOutcome {
        given = List.copyOf(given);
        problems = List.copyOf(problems);
    }

    /** What the person gets, each thing once, by the first line that gives it. */
    public Set<Target> targets() {
        Set<Target> targets = new LinkedHashSet<>();
        given.forEach(g -> targets.add(g.target()));
        return targets;
    }

    /**
     * Grants and associations out of targets, for the access model. Plain roles are none of its business.
     *
     * @param targets those of {@link #targets} that are there to be given
     * @param catalog tells permissions from custom roles
     */
    public static Wanted wanted(Collection<Target> targets, PermissionCatalog catalog) {
        Set<String> customers = new TreeSet<>();
        Set<String> roles = new TreeSet<>();
        Set<String> permissions = new TreeSet<>();
        for (Target target : targets) {
            if (target instanceof Target.Association association) {
                customers.add(association.customer());
            } else if (target instanceof Target.Grant grant) {
                (grant.isPermission(catalog) ? permissions : roles).add(grant.toString());
            }
        }
        return new Wanted(new ArrayList<>(customers), new ArrayList<>(roles), new ArrayList<>(permissions));
    }

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "RuleOutcome[" + given.size() + " given, " + problems.size() + " problems]";
    }
}
