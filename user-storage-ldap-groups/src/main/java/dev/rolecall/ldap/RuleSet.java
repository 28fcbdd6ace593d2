package dev.rolecall.ldap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.ldap.LdapName;

/**
 * Rules that say which people of a directory get what, one a line:
 *
 * <pre>
 * # a comment
 * cn=globex-viewers,ou=groups,dc=example,dc=org -&gt; VIEW@globex, role:auditor
 * pattern(cn=(?&lt;customer&gt;\w+)-admins,ou=groups,.*) -&gt; ADMIN@${customer}
 * all(name(staff); not(name(trainees)); attribute(employeeType = internal)) -&gt; console.logs.read@acme
 * </pre>
 *
 * Every rule that holds counts. Says nothing of what exists, nor of what its owner may give. Safe for threads; keep one for
 * as long as its lines do not change, as it remembers what it found of groups.
 */
public final class RuleSet {
    public static final int MAX_RULES = 1_000;
    /** Nobody gets more things. */
    public static final int MAX_GIVEN = 10_000;

    private static final int MAX_PROBLEMS = 100;

    private final List<Rule> rules;
    private final List<RuleProblem> warnings;
    private final GroupPatterns groupPatterns;

    private RuleSet(List<Rule> rules, List<RuleProblem> warnings) {
        this.rules = List.copyOf(rules);
        this.warnings = List.copyOf(warnings);
        this.groupPatterns = new GroupPatterns(conditions(Condition.InGroupsLike.class)
                .map(Condition.InGroupsLike::pattern)
                .distinct()
                .toList());
    }

    /** @throws InvalidRulesException with every line that is at fault */
    public static RuleSet parse(List<String> lines) {
        List<RuleProblem> problems = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        PatternShelf patterns = new PatternShelf();
        for (NumberedLine line : NumberedLine.of(lines)) {
            if (rules.size() == MAX_RULES) {
                problems.add(new RuleProblem(line.number(), "there are at most " + MAX_RULES + " rules"));
                break;
            }
            try {
                rules.add(Rule.parse(line, patterns::take));
            } catch (RuleSyntaxException e) {
                problems.add(new RuleProblem(line.number(), e.message()));
            }
            if (problems.size() == MAX_PROBLEMS) {
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidRulesException(problems);
        }
        return new RuleSet(rules, repeated(rules));
    }

    /** What is odd about the rules, but may be meant: lines that say what another says already. */
    public List<RuleProblem> warnings() {
        return warnings;
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * What the rules give somebody. Takes a time that grows with the groups and the length of their names, whatever the
     * rules.
     */
    public RuleOutcome apply(DirectoryPerson person) {
        Facts facts = new Facts(person, groupPatterns);
        OutcomeOfRules outcome = new OutcomeOfRules();
        for (Rule rule : rules) {
            outcome.add(rule, facts);
        }
        return outcome.whole();
    }

    /**
     * The rules that never give less to who is in more groups, by the same lines: for people some of whose groups may be
     * unknown.
     */
    public RuleSet withoutThoseThatGroupsEnd() {
        return rules.stream().noneMatch(Rule::isEndedByGroups)
                ? this
                : new RuleSet(
                        rules.stream().filter(rule -> !rule.isEndedByGroups()).toList(), warnings);
    }

    /** What somebody gets with the text of the rule that gives it, for who tries rules out. */
    public List<Explained> explain(RuleOutcome outcome) {
        Map<Integer, String> texts = rules.stream()
                .collect(Collectors.toMap(
                        rule -> rule.line().number(), rule -> rule.line().text()));
        return outcome.given().stream()
                .map(given -> new Explained(given, texts.getOrDefault(given.rule(), "")))
                .toList();
    }

    /** @param rule as it was written */
    public record Explained(Given given, String rule) {}

    /** The distinguished names of groups that rules name, each with the lines that do. */
    public Map<LdapName, Set<Integer>> groupDns() {
        Map<CanonicalDn, LdapName> names = new LinkedHashMap<>();
        conditions(Condition.InGroup.class).forEach(group -> names.putIfAbsent(group.canonical(), group.dn()));
        Map<CanonicalDn, Set<Integer>> lines = lines(Condition.InGroup.class, Condition.InGroup::canonical);
        Map<LdapName, Set<Integer>> all = new LinkedHashMap<>();
        names.forEach((canonical, dn) -> all.put(dn, lines.getOrDefault(canonical, Set.of())));
        return all;
    }

    /** The names of groups that rules name without saying in which branch, in lower case, each with the lines that do. */
    public Map<String, Set<Integer>> groupNames() {
        return lines(Condition.InGroupNamed.class, Condition.InGroupNamed::name);
    }

    /** The attributes that must be read of a person, in lower case. */
    public Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>();
        conditions(Condition.HasValue.class).forEach(condition -> names.add(condition.attribute()));
        conditions(Condition.HasValueLike.class).forEach(condition -> names.add(condition.attribute()));
        return names;
    }

    /** What rules give in so many words, each with the lines that do. What has captures in it is known only with a person. */
    public Map<Target, Set<Integer>> targets() {
        Map<Target, Set<Integer>> all = new LinkedHashMap<>();
        eachTarget((rule, template) -> {
            if (template instanceof TargetTemplate.Fixed fixed) {
                all.computeIfAbsent(fixed.target(), t -> new LinkedHashSet<>())
                        .add(rule.line().number());
            }
        });
        return all;
    }

    /** Aliases of customers that rules name, those of which only the deployment is caught too, each with the lines that do. */
    public Map<String, Set<Integer>> customers() {
        Map<String, Set<Integer>> all = new LinkedHashMap<>();
        eachTarget((rule, template) -> template.customer()
                .ifPresent(alias -> all.computeIfAbsent(alias, a -> new LinkedHashSet<>())
                        .add(rule.line().number())));
        return all;
    }

    private void eachTarget(BiConsumer<Rule, TargetTemplate> action) {
        rules.forEach(rule -> rule.targets().forEach(target -> action.accept(rule, target)));
    }

    private <C extends Condition> Stream<C> conditions(Class<C> type) {
        return rules.stream().flatMap(rule -> rule.conditions(type));
    }

    private <C extends Condition, K> Map<K, Set<Integer>> lines(Class<C> type, Function<C, K> key) {
        Map<K, Set<Integer>> lines = new LinkedHashMap<>();
        rules.forEach(rule -> rule.conditions(type)
                .forEach(condition -> lines.computeIfAbsent(key.apply(condition), k -> new LinkedHashSet<>())
                        .add(rule.line().number())));
        return lines;
    }

    private static List<RuleProblem> repeated(List<Rule> rules) {
        Map<List<Object>, Integer> lines = new HashMap<>();
        List<RuleProblem> repeated = new ArrayList<>();
        for (Rule rule : rules) {
            int number = rule.line().number();
            Integer first = lines.putIfAbsent(List.of(rule.condition(), rule.targets()), number);
            if (first != null) {
                repeated.add(new RuleProblem(number, "says what line " + first + " says"));
            }
        }
        return repeated;
    }
}
