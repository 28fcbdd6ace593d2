package dev.rolecall.ldap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.naming.ldap.LdapName;

/** What a rule asks of a person. */
sealed interface Condition {
    /** Every way in which it holds; none if it does not. */
    List<Match> in(Evaluation evaluation);

    /** Names of captures that each of its matches has. */
    default Set<String> captures() {
        return Set.of();
    }

    /** Whether it holds only for who is in some group or has some attribute, never for somebody nothing is known of. */
    default boolean isPositive() {
        return true;
    }

    /** Whether itself, whatever its parts, asks for groups. */
    default boolean isAboutGroups() {
        return false;
    }

    default List<Condition> parts() {
        return List.of();
    }

    /** This one and all that it is made of. */
    default Stream<Condition> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Condition::all));
    }

    private static List<Match> oneIf(Optional<DirectoryGroup> group) {
        return group.map(g -> List.of(new Match(Map.of(), g))).orElse(List.of());
    }

    /** Membership of the group of that distinguished name. */
    record InGroup(LdapName dn, CanonicalDn canonical) implements Condition {
        @Override
        public boolean isAboutGroups() {
            return true;
        }

        @Override
        public List<Match> in(Evaluation evaluation) {
            return oneIf(evaluation.facts().group(canonical));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InGroup group && canonical.equals(group.canonical);
        }

        @Override
        public int hashCode() {
            return canonical.hashCode();
        }
    }

    /**
     * Membership of a group of that name, in whatever branch.
     *
     * @param name folded
     */
    record InGroupNamed(String name) implements Condition {
        @Override
        public boolean isAboutGroups() {
            return true;
        }

        @Override
        public List<Match> in(Evaluation evaluation) {
            if (!evaluation.facts().everyGroupNamed()) {
                evaluation.overlookedSomething();
            }
            return oneIf(evaluation.facts().groupNamed(name));
        }
    }

    /** Membership of groups whose distinguished names match. */
    record InGroupsLike(BoundedPattern pattern) implements Condition {
        @Override
        public boolean isAboutGroups() {
            return true;
        }

        @Override
        public List<Match> in(Evaluation evaluation) {
            List<Match> matches = evaluation.bounded(evaluation.facts().groups(pattern));
            if (!evaluation.facts().everyGroupMatched()) {
                evaluation.overlookedSomething();
            }
            return matches;
        }

        @Override
        public Set<String> captures() {
            return pattern.names();
        }
    }

    /**
     * A value in any case, or any value at all.
     *
     * @param value folded; empty for any
     */
    record HasValue(String attribute, Optional<String> value) implements Condition {
        @Override
        public List<Match> in(Evaluation evaluation) {
            boolean has = evaluation.facts().values(attribute).stream()
                    .anyMatch(
                            held -> value.map(CanonicalDn.folded(held)::equals).orElse(true));
            return has ? List.of(Match.PLAIN) : List.of();
        }
    }

    /** A value that matches. */
    record HasValueLike(String attribute, BoundedPattern pattern) implements Condition {
        private static final int MOST_VALUES = 1_000;

        @Override
        public List<Match> in(Evaluation evaluation) {
            List<String> values = evaluation.facts().values(attribute);
            if (values.size() > MOST_VALUES || values.stream().anyMatch(v -> v.length() > BoundedPattern.MAX_TEXT)) {
                evaluation.overlookedSomething();
            }
            return values.stream()
                    .limit(MOST_VALUES)
                    .filter(value -> value.length() <= BoundedPattern.MAX_TEXT)
                    .map(value -> pattern.match(value, Capture::of))
                    .flatMap(Optional::stream)
                    .map(captures -> new Match(captures, null))
                    .toList();
        }

        @Override
        public Set<String> captures() {
            return pattern.names();
        }
    }

    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Match> in(Evaluation evaluation) {
            Set<String> names = captures();
            Map<Map<String, Capture>, Match> distinct = new LinkedHashMap<>();
            for (Condition part : parts) {
                part.in(evaluation).forEach(match -> {
                    Match kept = match.only(names);
                    distinct.putIfAbsent(kept.captures(), kept);
                });
            }
            return evaluation.bounded(List.copyOf(distinct.values()));
        }

        @Override
        public Set<String> captures() {
            Set<String> common = new TreeSet<>(parts.get(0).captures());
            parts.forEach(part -> common.retainAll(part.captures()));
            return common;
        }

        @Override
        public boolean isPositive() {
            return parts.stream().allMatch(Condition::isPositive);
        }
    }

    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Match> in(Evaluation evaluation) {
            List<Match> matches = List.of(Match.PLAIN);
            for (Condition part : parts) {
                if (matches.isEmpty()) {
                    return matches;
                }
                matches = evaluation.bounded(Match.join(matches, part.in(evaluation), Evaluation.MAX_MATCHES));
            }
            return matches;
        }

        @Override
        public Set<String> captures() {
            Set<String> together = new TreeSet<>();
            parts.forEach(part -> together.addAll(part.captures()));
            return together;
        }

        @Override
        public boolean isPositive() {
            return parts.stream().anyMatch(Condition::isPositive);
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public List<Match> in(Evaluation evaluation) {
            return evaluation.isFalse(part) ? List.of(Match.PLAIN) : List.of();
        }

        @Override
        public boolean isPositive() {
            return false;
        }

        @Override
        public List<Condition> parts() {
            return List.of(part);
        }
    }
}
