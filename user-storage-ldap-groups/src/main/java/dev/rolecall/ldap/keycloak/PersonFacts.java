package dev.rolecall.ldap.keycloak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.Origin;
import dev.rolecall.access.Reference;
import dev.rolecall.access.Wanted;
import dev.rolecall.ldap.DirectoryGroup;
import dev.rolecall.ldap.RuleOutcome;
import dev.rolecall.ldap.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a mapper knows of a person.
 *
 * @param groups every group of the directory the person is in, by DN
 * @param given  what the rules gave, by rule
 * @param roles  ids of plain roles of the person that this mapper gave; others it never takes away
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PersonFacts(List<Group> groups, List<Given> given, List<String> roles) {
    static final PersonFacts NOTHING = new PersonFacts(List.of(), List.of(), List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    PersonFacts {
        groups = orNone(groups);
        given = orNone(given);
        roles = orNone(roles);
    }

    /** What an older row does not have. */
    private static <T> List<T> orNone(@Nullable List<T> known) {
        return known == null ? List.of() : List.copyOf(known);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Group(String dn, String name) {}

    /**
     * @param target as the rule names it
     * @param rule   the line of the rule
     * @param group  the DN of the group that met it; null where none did
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Given(String target, int rule, @Nullable String group) {
        /** Nothing for names longer than a reference: nobody could be given that. */
        private Optional<Target> parsed() {
            try {
                return Optional.of(Target.parse(target));
            } catch (InvalidReferenceException e) {
                return Optional.empty();
            }
        }

        private boolean isAmong(Set<String> held) {
            Target what = parsed().orElse(null);
            if (what instanceof Target.Grant grant) {
                return held.contains(grant.reference().toString());
            }
            return what instanceof Target.Association association
                    ? held.contains(association.object().organization())
                    : what != null;
        }

        /** Nothing for plain roles, which have no origin. */
        Optional<Evidence> evidence(Origin origin, Instant seenAt) {
            return parsed().flatMap(what -> {
                if (what instanceof Target.Grant grant) {
                    Reference reference = grant.reference();
                    return Optional.of(new Evidence(origin, reference.object(), reference, rule, group, seenAt));
                }
                return what instanceof Target.Association association
                        ? Optional.of(new Evidence(origin, association.object(), null, rule, group, seenAt))
                        : Optional.empty();
            });
        }
    }

    static List<Given> given(RuleOutcome outcome) {
        return outcome.given().stream()
                .map(given -> new Given(
                        given.target().toString(),
                        given.rule(),
                        given.group() == null ? null : given.group().dn().toString()))
                .toList();
    }

    static List<Evidence> evidence(List<Given> given, String mapperId, Instant seenAt) {
        Origin origin = new Origin(Origin.Kind.LDAP, mapperId);
        return given.stream()
                .flatMap(each -> each.evidence(origin, seenAt).stream())
                .toList();
    }

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

    /** The same with what was known before of groups and what they gave; roles are as they are. */
    PersonFacts and(PersonFacts before) {
        Map<String, Group> all = new LinkedHashMap<>();
        groups.forEach(group -> all.put(group.dn(), group));
        before.groups().forEach(group -> all.putIfAbsent(group.dn(), group));
        return new PersonFacts(
                all.values().stream().sorted(Comparator.comparing(Group::dn)).toList(),
                Stream.concat(given.stream(), before.given().stream())
                        .distinct()
                        .toList(),
                roles);
    }

    /** Without grants and associations that are not among these. Plain roles stay, for it is not known which it were. */
    PersonFacts still(Wanted held) {
        Set<String> texts = Stream.of(held.customers(), held.roles(), held.permissions())
                .flatMap(some -> Wishes.each(some).stream())
                .collect(Collectors.toSet());
        return new PersonFacts(
                groups, given.stream().filter(each -> each.isAmong(texts)).toList(), roles);
    }

    /** What rules gave, each thing once. */
    Set<Target> targets() {
        Set<Target> targets = new LinkedHashSet<>();
        given.forEach(each -> each.parsed().ifPresent(targets::add));
        return targets;
    }

    /** Groups are personal. */
    @Override
    public String toString() {
        return "PersonFacts[" + groups.size() + " groups, " + given.size() + " given, " + roles.size() + " roles]";
    }
}
