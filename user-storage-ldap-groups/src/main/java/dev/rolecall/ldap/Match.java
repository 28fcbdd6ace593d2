package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a condition holds for a person.
 *
 * @param captures what the named groups of its patterns caught; the same names in all matches of one condition
 * @param group    a group that made it hold, or null where an attribute did, or the lack of a group
 */
record Match(Map<String, Capture> captures, @Nullable DirectoryGroup group) {
    /** Holds, and caught nothing. */
    static final Match PLAIN = new Match(Map.of(), null);

    /** These names alone. */
    Match only(Set<String> names) {
        if (captures.keySet().equals(names)) {
            return this;
        }
        Map<String, Capture> kept = new LinkedHashMap<>(captures);
        kept.keySet().retainAll(names);
        return new Match(kept, group);
    }

    /** Both at once. */
    Match and(Match other) {
        if (other.captures.isEmpty()) {
            return group == null ? new Match(captures, other.group) : this;
        }
        Map<String, Capture> both = new LinkedHashMap<>(captures);
        other.captures.forEach(both::putIfAbsent);
        return new Match(both, group == null ? other.group : group);
    }

    /**
     * Every pair that agrees on the names both have; at most one more than the limit, so that too many can be told.
     */
    static List<Match> join(List<Match> left, List<Match> right, int limit) {
        if (left.isEmpty() || right.isEmpty()) {
            return List.of();
        }
        Set<String> shared = new TreeSet<>(left.get(0).captures.keySet());
        shared.retainAll(right.get(0).captures.keySet());
        Map<List<String>, List<Match>> byShared = new HashMap<>();
        right.forEach(match -> byShared.computeIfAbsent(match.folded(shared), k -> new ArrayList<>())
                .add(match));
        List<Match> joined = new ArrayList<>();
        for (Match match : left) {
            for (Match other : byShared.getOrDefault(match.folded(shared), List.of())) {
                if (joined.size() > limit) {
                    return joined;
                }
                joined.add(match.and(other));
            }
        }
        return joined;
    }

    private List<String> folded(Set<String> names) {
        List<String> values = new ArrayList<>(names.size());
        for (String name : names) {
            Capture capture = captures.get(name);
            values.add(capture == null ? "" : capture.folded());
        }
        return values;
    }
}
