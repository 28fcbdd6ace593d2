package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One person as conditions ask about him: groups by distinguished name, by name and by pattern. */
final class Facts {
    private final List<DirectoryGroup> groups;
    private final Map<CanonicalDn, DirectoryGroup> byDn = new HashMap<>();
    private final Map<String, DirectoryGroup> byName = new HashMap<>();
    private final Map<String, List<String>> attributes;
    private final GroupPatterns patterns;
    private @Nullable Map<BoundedPattern, List<Match>> byPattern;
    private boolean everyGroupMatched = true;
    private boolean everyGroupNamed = true;

    Facts(DirectoryPerson person, GroupPatterns patterns) {
        this.groups = new ArrayList<>(person.groups());
        this.groups.sort(Comparator.comparing(group -> group.canonical().key())); // the same answer on every node
        this.attributes = person.attributes();
        this.patterns = patterns;
        for (DirectoryGroup group : groups) {
            byDn.put(group.canonical(), group);
            byName.putIfAbsent(CanonicalDn.folded(group.name()), group);
            everyGroupNamed &= !group.name().isEmpty();
        }
    }

    Optional<DirectoryGroup> group(CanonicalDn dn) {
        return Optional.ofNullable(byDn.get(dn));
    }

    /** @param name folded */
    Optional<DirectoryGroup> groupNamed(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Match> groups(BoundedPattern pattern) {
        Map<BoundedPattern, List<Match>> matches = byPattern;
        if (matches == null) {
            matches = search();
            byPattern = matches;
        }
        return matches.getOrDefault(pattern, List.of());
    }

    /** Whether no group's name was too long for patterns. Known once a pattern was asked. */
    boolean everyGroupMatched() {
        return everyGroupMatched;
    }

    /** Whether the directory said each group's name: with memberOf it says the DN alone, which may hold another attribute. */
    boolean everyGroupNamed() {
        return everyGroupNamed;
    }

    /** @param attribute its name in lower case */
    List<String> values(String attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }

    private Map<BoundedPattern, List<Match>> search() {
        Map<BoundedPattern, List<Match>> matches = new HashMap<>();
        for (DirectoryGroup group : groups) {
            GroupPatterns.Found found = patterns.of(group);
            everyGroupMatched &= found.whole();
            found.captures()
                    .forEach((pattern, captures) -> matches.computeIfAbsent(pattern, p -> new ArrayList<>())
                            .add(new Match(captures, group)));
        }
        return matches;
    }
}
