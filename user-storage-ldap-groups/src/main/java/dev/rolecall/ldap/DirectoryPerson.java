package dev.rolecall.ldap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What rules look at of one person.
 *
 * @param groups     every group the person is in, nested ones included where nesting is on
 * @param attributes values of the directory's attributes by name, read in any case and kept in lower case; one that is
 *                   not there has no value
 */
public record DirectoryPerson(Set<DirectoryGroup> groups, Map<String, List<String>> attributes) {
    /** Whoever the directory has no entry of. */
    public static final DirectoryPerson NOBODY = new DirectoryPerson(Set.of(), Map.of());

    public DirectoryPerson {
        groups = Set.copyOf(groups);
        Map<String, List<String>> byLowerCaseName = new TreeMap<>();
        attributes.forEach((name, values) -> byLowerCaseName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        attributes = Map.copyOf(byLowerCaseName);
    }

    /** Says nothing of the person. */
    @Override
    public String toString() {
        return "DirectoryPerson[" + groups.size() + " groups, " + attributes.size() + " attributes]";
    }
}
