package dev.rolecall.ldap;

import static dev.rolecall.ldap.RuleSyntaxException.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a person gets for whom a condition holds.
 *
 * @param targets what each match of the condition gives
 */
record Rule(NumberedLine line, Condition condition, List<TargetTemplate> targets) {
    static final int MAX_TARGETS = 50;

    Rule {
        targets = List.copyOf(targets);
    }

    /**
     * @param patterns makes a pattern of a regular expression
     * @throws RuleSyntaxException if it is none
     */
    static Rule parse(NumberedLine line, Function<String, BoundedPattern> patterns) {
        NumberedLine.Sides sides = line.sides();
        Condition condition = ConditionParser.parse(sides.left(), patterns);
        if (!condition.isPositive()) {
            throw new RuleSyntaxException("the condition would hold for people nothing is known of:"
                    + " not(…) stands inside all(…) beside what a person has");
        }
        String[] texts = sides.right().split(",", -1);
        if (texts.length > MAX_TARGETS) {
            throw new RuleSyntaxException("a rule has at most " + MAX_TARGETS + " targets");
        }
        List<TargetTemplate> targets = new ArrayList<>();
        for (String text : texts) {
            targets.add(target(text.strip(), condition.captures()));
        }
        return new Rule(line, condition, targets);
    }

    /** Those of its conditions that are of that type. */
    <C extends Condition> Stream<C> conditions(Class<C> type) {
        return condition.all().filter(type::isInstance).map(type::cast);
    }

    /** Whether it may hold no more for somebody who is in one group more. */
    boolean isEndedByGroups() {
        return conditions(Condition.Not.class).flatMap(Condition::all).anyMatch(Condition::isAboutGroups);
    }

    private static TargetTemplate target(String text, Set<String> captures) {
        TargetTemplate target = TargetTemplate.parse(text);
        Set<String> unknown = new TreeSet<>(target.captures());
        unknown.removeAll(captures);
        if (!unknown.isEmpty()) {
            throw new RuleSyntaxException(quoted(text) + ": no pattern catches " + String.join(", ", unknown)
                    + (captures.isEmpty() ? "" : "; caught are " + String.join(", ", new TreeSet<>(captures)))
                    + " (in any(…) every branch must catch it, in not(…) nothing is caught)");
        }
        return target;
    }
}
