package dev.rolecall.ldap.keycloak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of a person's plain roles are a mapper's to take, by id. A plain role knows no origin: what a mapper gave is its own,
 * and what several mappers give belongs to all of them until the last one's rule ends. What a person held before any mapper
 * gave it is never taken.
 *
 * @param own    roles that are this mapper's so far
 * @param others roles that are other mappers'
 */
record RoleShares(Set<String> own, Set<String> others) {
    static final RoleShares NONE = new RoleShares(Set.of(), Set.of());

    RoleShares {
        own = Set.copyOf(own);
        others = Set.copyOf(others);
    }

    static RoleShares of(Collection<String> own, Collection<String> others) {
        return new RoleShares(Set.copyOf(own), Set.copyOf(others));
    }

    /** Those that nobody gives any more. */
    Set<String> ended(Set<String> wanted) {
        Set<String> ended = new LinkedHashSet<>(own);
        ended.removeAll(wanted);
        ended.removeAll(others);
        return ended;
    }

    /**
     * @param wanted what the mapper's rules give now
     * @param isHeld whether there is such a role, and the person holds it itself
     */
    Change change(Set<String> wanted, Predicate<String> isHeld) {
        List<String> ours = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (String role : wanted) {
            boolean held = isHeld.test(role);
            if (!held) {
                given.add(role);
            }
            if (!held || own.contains(role) || others.contains(role)) {
                ours.add(role);
            }
        }
        return new Change(ours, given, ended(wanted).stream().filter(isHeld).toList());
    }

    /**
     * @param ours  the mapper's roles from now on, without what the person does not hold any more
     * @param given what the person does not hold yet
     * @param taken what the person loses
     */
    record Change(List<String> ours, List<String> given, List<String> taken) {
        static final Change NONE = new Change(List.of(), List.of(), List.of());

        Change {
            ours = List.copyOf(ours);
            given = List.copyOf(given);
            taken = List.copyOf(taken);
        }

        boolean isEmpty() {
            return given.isEmpty() && taken.isEmpty();
        }
    }
}
