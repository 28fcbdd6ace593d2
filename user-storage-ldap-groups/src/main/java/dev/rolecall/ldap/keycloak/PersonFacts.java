package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.ldap.DirectoryGroup;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mapper knows of a person.
 *
 * @param groups every group of the directory the person is in, by DN
 * @param given  what the rules gave, by rule
 * @param roles  ids of plain roles of the person that this mapper gave; others it never takes away
 */
record PersonFacts(List<Group> groups, List<Given> given, List<String> roles) {
    static final PersonFacts NOTHING = new PersonFacts(List.of(), List.of(), List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    PersonFacts {
        groups = List.copyOf(groups);
        given = List.copyOf(given);
        roles = List.copyOf(roles);
    }

    record Group(String dn, String name) {}

    /**
     * @param target as the rule names it
     * @param rule   the line of the rule
     * @param group  the DN of the group that met it; null where none did
     */
    record Given(String target, int rule, @Nullable String group) {}

    static List<Group> groups(Collection<DirectoryGroup> groups) {
        return groups.stream()
                .map(group -> new Group(group.dn().toString(), group.name()))
                .sorted(Comparator.comparing(Group::dn))
                .toList();
    }

    static PersonFacts of(String json) {
        try {
            return JSON.readValue(json, PersonFacts.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the facts of a person cannot be read", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the facts of a person cannot be written", e);
        }
    }

    /** Groups are personal. */
    @Override
    public String toString() {
        return "PersonFacts[" + groups.size() + " groups, " + given.size() + " given, " + roles.size() + " roles]";
    }
}
