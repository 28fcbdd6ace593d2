package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something rules give a golden user and should not, or should give and do not.
 *
 * @param kind  which of both
 * @param rules the lines that give it; empty for what is missing
 */
public record GoldenDifference(Kind kind, Target target, Set<Integer> rules) {
    public enum Kind {
        MISSING,
        UNEXPECTED
    }

    public GoldenDifference {
        rules = Set.copyOf(rules);
    }

    /** Every difference, what is missing first, by name. Empty if the rules give just what they should. */
    public static List<GoldenDifference> between(GoldenUser user, RuleOutcome outcome) {
        Map<Target, Set<Integer>> unexpected = new LinkedHashMap<>();
        outcome.given().stream()
                .filter(given -> !user.expected().contains(given.target()))
                .forEach(given -> unexpected
                        .computeIfAbsent(given.target(), t -> new TreeSet<>())
                        .add(given.rule()));
        Set<Target> targets = outcome.targets();
        List<GoldenDifference> differences = new ArrayList<>();
        user.expected().stream()
                .filter(target -> !targets.contains(target))
                .forEach(target -> differences.add(new GoldenDifference(Kind.MISSING, target, Set.of())));
        unexpected.forEach((target, rules) -> differences.add(new GoldenDifference(Kind.UNEXPECTED, target, rules)));
        differences.sort(Comparator.comparing(GoldenDifference::kind)
                .thenComparing(difference -> difference.target().toString()));
        return differences;
    }

    /** As it is told to who wrote the rules: {@code missing ADMIN@acme}, {@code unexpected VIEW@globex by line 3}. */
    @Override
    public String toString() {
        return kind == Kind.MISSING
                ? "missing " + target
                : "unexpected " + target + " by line " + String.join(", ", lines());
    }

    private List<String> lines() {
        return rules.stream().sorted().map(String::valueOf).toList();
    }
}
