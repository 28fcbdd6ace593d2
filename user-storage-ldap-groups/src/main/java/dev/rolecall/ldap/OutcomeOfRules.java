package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers what rules give one person. */
final class OutcomeOfRules {
    private static final int MAX_PROBLEMS = 100;

    private final List<Given> given = new ArrayList<>();
    private final Set<RuleProblem> problems = new LinkedHashSet<>();
    private boolean full;

    void add(Rule rule, Facts facts) {
        if (full) {
            return;
        }
        Evaluation evaluation = new Evaluation(facts);
        List<Match> matches = rule.condition().in(evaluation);
        if (evaluation.isTooMuch()) {
            problem(rule, "holds in more than " + Evaluation.MAX_MATCHES + " ways, and so gives nothing", null);
            return;
        }
        if (evaluation.isUncertain()) {
            problem(rule, "a name or a value was too long for a pattern, or there were too many values", null);
        }
        Set<Target> seen = new HashSet<>();
        for (TargetTemplate target : rule.targets()) {
            for (Match match : matches) {
                add(rule, target, match, seen);
            }
        }
    }

    RuleOutcome whole() {
        return new RuleOutcome(given, List.copyOf(problems));
    }

    private void add(Rule rule, TargetTemplate template, Match match, Set<Target> seen) {
        try {
            Target target = template.fill(match.captures());
            if (!seen.add(target)) {
                return;
            }
            if (given.size() == RuleSet.MAX_GIVEN) {
                full = true;
                problem(rule, "the rules give more than " + RuleSet.MAX_GIVEN + " things; the rest is left out", null);
            } else {
                given.add(new Given(target, rule.line().number(), match.group()));
            }
        } catch (UnusableCaptureException e) {
            problem(rule, e.message(), match.group());
        }
    }

    private void problem(Rule rule, String message, @Nullable DirectoryGroup group) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new RuleProblem(rule.line().number(), message, group));
        }
    }
}
