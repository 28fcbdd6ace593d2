package dev.rolecall.ldap;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules look at of one person.
 *
 * @param groups     every group the person is in, nested ones included where nesting is on
 * @param attributes values of the directory's attributes by lower-case name
 */
public record DirectoryPerson(Set<DirectoryGroup> groups, Map<String, List<String>> attributes) {
    public DirectoryPerson {
        groups = Set.copyOf(groups);
        attributes = Map.copyOf(attributes);
    }
}
