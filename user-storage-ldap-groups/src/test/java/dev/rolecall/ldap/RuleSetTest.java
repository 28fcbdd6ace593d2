package dev.rolecall.ldap;

import static dev.rolecall.ldap.People.given;
import static dev.rolecall.ldap.People.in;
import static dev.rolecall.ldap.People.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import dev.rolecall.access.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {
    private static final String LENA = "cn=acme-prod-eu-admins,ou=groups,dc=rolecall,dc=test";
    private static final String OTTO = "cn=globex-viewers,ou=groups,dc=rolecall,dc=test";
    private static final String ADMINS =
            "pattern(cn=(?<customer>\\w+)-(?<deployment>[\\w-]+)-admins,ou=groups,.*) -> ADMIN@${customer}/${deployment}";

    @Test
    void linesThatSayNothingAreNoRules() {
        RuleSet rules = RuleSet.parse(List.of("", "  # VIEW for all", "\t"));

        assertThat(rules.isEmpty()).isTrue();
        assertThat(rules.apply(in(OTTO)).given()).isEmpty();
    }

    @Test
    void aTextOfSeveralLinesIsSeveralLines() {
        RuleSet rules = RuleSet.parse(List.of("# one\n" + OTTO + " -> VIEW@globex", OTTO + " -> VIEW@acme"));

        assertThat(rules.apply(in(OTTO)).given()).extracting(Given::rule).containsExactly(2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all(name(staff); not(name(trainees)))",
                "all(name(staff); not(" + OTTO + "))",
                "all(name(staff); not(any(attribute(title); pattern(cn=t.*,dc=x))))"
            })
    void aRuleThatMoreGroupsMayEndIsNotCertain(String condition) {
        RuleSet rules =
                RuleSet.parse(List.of("# who works", condition + " -> VIEW@acme", "name(staff) -> VIEW@globex"));

        assertThat(rules.withoutThoseThatGroupsEnd().apply(in("cn=staff,dc=x")).given())
                .extracting(Given::rule)
                .containsExactly(3);
    }

    @Test
    void aRuleThatAttributesEndIsCertain() {
        RuleSet rules = RuleSet.parse(List.of("all(name(staff); not(attribute(title = trainee))) -> VIEW@acme"));

        assertThat(rules.withoutThoseThatGroupsEnd()).isSameAs(rules);
    }

    @Test
    void everyRuleThatHoldsCounts() {
        assertThat(given(
                        in(OTTO, LENA),
                        OTTO + " -> VIEW@globex, role:auditor",
                        ADMINS,
                        "name(globex-viewers) -> console.logs.read@globex/main"))
                .containsExactly("VIEW@globex", "role:auditor", "ADMIN@acme/prod-eu", "console.logs.read@globex/main");
    }

    @Test
    void whatTwoRulesGiveIsGivenByBoth() {
        RuleOutcome outcome = RuleSet.parse(List.of(OTTO + " -> VIEW@globex", "name(globex-viewers) -> VIEW@globex"))
                .apply(in(OTTO));

        assertThat(outcome.given()).extracting(Given::rule).containsExactly(1, 2);
        assertThat(outcome.targets()).hasSize(1);
    }

    @Test
    void whatIsGivenKnowsTheGroupAndTheRule() {
        RuleSet rules = RuleSet.parse(List.of(OTTO + " -> VIEW@globex"));
        RuleOutcome outcome = rules.apply(in(OTTO));

        assertThat(outcome.given().get(0).group()).isEqualTo(People.group(OTTO));
        assertThat(rules.explain(outcome))
                .extracting(RuleSet.Explained::rule)
                .containsExactly(OTTO + " -> VIEW@globex");
    }

    @Nested
    class AnExactGroup {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "cn=globex-viewers,ou=groups,dc=rolecall,dc=test",
                    "CN=Globex-Viewers, OU=Groups, DC=rolecall, DC=test",
                    "cn=\"globex-viewers\",ou=groups,dc=rolecall,dc=test",
                    "cn=globex\\2Dviewers,ou=groups,dc=rolecall,dc=test"
                })
        void isTheSameInEverySpelling(String dn) {
            assertThat(given(in(OTTO), dn + " -> VIEW@globex")).containsExactly("VIEW@globex");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "cn=globex-viewers,ou=people,dc=rolecall,dc=test",
                    "cn=globex-viewers,ou=groups,dc=rolecall,dc=evil",
                    "cn=globex-viewers",
                    "cn=globex-viewers,ou=x,ou=groups,dc=rolecall,dc=test",
                    "cn=globex-viewers+ou=groups,dc=rolecall,dc=test",
                    "cn=globex-v\u0131ewers,ou=groups,dc=rolecall,dc=test",
                    "cn=globex-viewers\\,ou\\=groups,dc=rolecall,dc=test"
                })
        void isNoOtherGroupOfThatName(String dn) {
            assertThat(given(in(dn), OTTO + " -> VIEW@globex")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a, b",
                    "a + b",
                    "\"quoted\"",
                    "back\\slash",
                    "# a",
                    "a#b",
                    "Prüfer Ä",
                    "a -> b",
                    "a; b",
                    "a) (b",
                    "(*)",
                    "<x>",
                    "a=b",
                    " a ",
                    "any(x)"
                })
        void canHaveAnyName(String name) {
            DirectoryGroup group = People.named(name);
            DirectoryPerson person = new DirectoryPerson(Set.of(group), Map.of());

            assertThat(given(person, group.dn() + " -> VIEW@globex")).containsExactly("VIEW@globex");
        }

        @Test
        void canStandInAFunctionWithItsParentheses() {
            assertThat(given(in("cn=Sales (EMEA),o=x"), "any(cn=Sales (EMEA),o=x; cn=\"a)b;c\",o=x) -> VIEW@acme"))
                    .containsExactly("VIEW@acme");
            assertThat(given(in("cn=\"a)b;c\",o=x"), "any(cn=Sales (EMEA),o=x; cn=\"a)b;c\",o=x) -> VIEW@acme"))
                    .containsExactly("VIEW@acme");
            assertThat(given(in("cn=a)b\\;c,o=x"), "any(cn=a\\29b\\;c,o=x) -> VIEW@acme"))
                    .containsExactly("VIEW@acme");
        }
    }

    @Nested
    class AName {
        @Test
        void isThatOfAGroupInWhateverBranch() {
            assertThat(given(in("cn=Staff,ou=elsewhere"), "name(staff) -> VIEW@acme"))
                    .containsExactly("VIEW@acme");
            assertThat(given(in("cn=staff2,ou=elsewhere"), "name(staff) -> VIEW@acme"))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {"name(a (b) c)|a (b) c", "name(a\\)b)|a)b", "name(a;b -> c)|a;b -> c", "name(a\\\\b)|a\\b"})
        void canHaveAnyCharacter(String condition, String name) {
            DirectoryPerson person = new DirectoryPerson(Set.of(People.named(name)), Map.of());

            assertThat(given(person, condition + " -> VIEW@acme")).containsExactly("VIEW@acme");
        }
    }

    @Nested
    class APattern {
        @Test
        void givesWhatItsCapturesName() {
            assertThat(given(in(LENA), ADMINS)).containsExactly("ADMIN@acme/prod-eu");
        }

        @Test
        void givesSomethingForEachGroupThatMatches() {
            assertThat(given(in(LENA, LENA.replace("acme", "globex")), ADMINS))
                    .containsExactly("ADMIN@acme/prod-eu", "ADMIN@globex/prod-eu");
        }

        @Test
        void matchesTheWholeNameOnly() {
            assertThat(given(in(LENA), "pattern(cn=acme-prod-eu-admins) -> VIEW@acme"))
                    .isEmpty();
            assertThat(given(in(LENA), "pattern(ou=groups,.*) -> VIEW@acme")).isEmpty();
        }

        @Test
        void matchesInAnyCaseAndCatchesLowerCase() {
            assertThat(given(in("CN=ACME-Prod-EU-Admins,OU=Groups,DC=x"), ADMINS))
                    .containsExactly("ADMIN@acme/prod-eu");
        }

        @Test
        void keepsTheDirectorysCaseWhereTheRuleSaysSo() {
            assertThat(given(in("cn=x-Prod-EU,ou=g"), "pattern(cn=x-(?<d>[\\w-]+),ou=g) -> VIEW@acme/${d:exact}"))
                    .containsExactly("VIEW@acme/Prod-EU");
        }

        @Test
        void cannotBeMetByACommaInAName() {
            assertThat(given(in("cn=acme-prod-admins\\,ou\\=groups\\,dc\\=x,ou=evil"), ADMINS))
                    .isEmpty();
        }

        @Test
        void thatCatchesMoreThanOneNameGivesNothingAndSaysSo() {
            RuleOutcome outcome = RuleSet.parse(List.of("pattern(cn=(?<c>.*),dc=x) -> VIEW@${c}"))
                    .apply(in("cn=acme,ou=groups,dc=x"));

            assertThat(outcome.given()).isEmpty();
            assertThat(outcome.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .isEqualTo("the capture c caught more than a piece of one name of the group's DN"));
        }

        @Test
        void thatCatchesNothingGivesNothingAndSaysSo() {
            RuleOutcome outcome = RuleSet.parse(List.of("pattern(cn=(?<c>a)?b,dc=x) -> VIEW@${c}"))
                    .apply(in("cn=b,dc=x"));

            assertThat(outcome.given()).isEmpty();
            assertThat(outcome.problems())
                    .extracting(RuleProblem::message)
                    .containsExactly("the capture c caught nothing");
        }

        @Test
        void seesNamesWithoutTheirBackslashes() {
            assertThat(given(in("cn=Prüfer\\, EU,ou=g"), "pattern(cn=(?<d>.+),ou=g) -> VIEW@acme/${d}"))
                    .containsExactly("VIEW@acme/prüfer%2C%20eu");
        }

        @Test
        void takesTimeByTheLengthOfNamesWhateverItIs() {
            String name = "a".repeat(3_000);

            assertThat(given(in("cn=" + name + ",o=x"), "pattern(cn=((a*)*)*(a|a|aa)+b,o=x) -> VIEW@acme"))
                    .isEmpty();
        }
    }

    @Nested
    class ACapturedName {
        @ParameterizedTest
        @ValueSource(strings = {"system", "SYSTEM", "a/b", "a@b", "a%2fb", "a;b", "a b", "a:b", "a b@system"})
        void isNoOtherObjectThanACustomer(String name) {
            RuleOutcome outcome = RuleSet.parse(List.of("pattern(cn=(?<c>.*),ou=groups,.*) -> ADMIN@${c}"))
                    .apply(new DirectoryPerson(Set.of(People.named(name)), Map.of()));

            assertThat(outcome.given()).isEmpty();
            assertThat(outcome.problems()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"VIEW", "admin", "a/b", "+x.y"})
        void isNoRoleGroupInsteadOfADeployment(String name) {
            RuleOutcome outcome = RuleSet.parse(List.of("pattern(cn=(?<d>.*),ou=groups,.*) -> ADMIN@acme/${d}"))
                    .apply(new DirectoryPerson(Set.of(People.named(name)), Map.of()));

            assertThat(outcome.given()).isEmpty();
            assertThat(outcome.problems()).hasSize(1);
        }

        @Test
        void canBeAPartOfAName() {
            assertThat(given(in("cn=eu,o=x"), "pattern(cn=(?<r>\\w+),o=x) -> VIEW@acme-${r}/prod-${r}%2C1"))
                    .containsExactly("VIEW@acme-eu/prod-eu%2C1");
        }

        @Test
        void canBeWhatSomebodyIsAMemberOf() {
            assertThat(given(in("cn=acme,o=x"), "pattern(cn=(?<c>\\w+),o=x) -> member:${c}"))
                    .containsExactly("member:acme");
        }
    }

    @Nested
    class Combinations {
        private static final String A = "cn=a,o=x";
        private static final String B = "cn=b,o=x";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "any(name(a); name(b))            | true  | true  | true  | false",
                    "all(name(a); name(b))            | false | false | true  | false",
                    "all(name(a); not(name(b)))       | true  | false | false | false",
                    "all(name(a); not(not(name(b))))  | false | false | true  | false",
                    "any(all(name(a); not(name(b))); all(name(b); not(name(a)))) | true | true | false | false",
                    "all(any(name(a); name(b)); not(all(name(a); name(b))))      | true | true | false | false",
                    "any(name(a))                     | true  | false | true  | false",
                    "all(not(name(b)); cn=a,o=x)      | true  | false | false | false"
                })
        void holdForGroups(String condition, boolean a, boolean b, boolean both, boolean none) {
            String rule = condition.strip() + " -> VIEW@acme";

            assertThat(given(in(A), rule).isEmpty()).isEqualTo(!a);
            assertThat(given(in(B), rule).isEmpty()).isEqualTo(!b);
            assertThat(given(in(A, B), rule).isEmpty()).isEqualTo(!both);
            assertThat(given(in(), rule).isEmpty()).isEqualTo(!none);
        }

        @Test
        void catchWhatAllOfTheirPatternsCatch() {
            assertThat(given(
                            in("cn=acme,ou=c", "cn=globex,ou=c", "cn=eu,ou=d"),
                            "all(pattern(cn=(?<c>\\w+),ou=c); pattern(cn=(?<d>\\w+),ou=d)) -> VIEW@${c}/${d}"))
                    .containsExactlyInAnyOrder("VIEW@acme/eu", "VIEW@globex/eu");
        }

        @Test
        void agreeOnWhatTwoPatternsCatchByOneName() {
            assertThat(given(
                            in("cn=acme,ou=users", "cn=globex,ou=users", "cn=ACME,ou=admins"),
                            "all(pattern(cn=(?<c>\\w+),ou=users); pattern(cn=(?<c>\\w+),ou=admins)) -> ADMIN@${c}"))
                    .containsExactly("ADMIN@acme");
        }

        @Test
        void catchWhatEveryBranchCatches() {
            assertThat(given(
                            in("cn=acme,ou=a", "cn=globex,ou=b"),
                            "any(pattern(cn=(?<c>\\w+),ou=a); pattern(cn=(?<c>\\w+),ou=b)) -> VIEW@${c}"))
                    .containsExactlyInAnyOrder("VIEW@acme", "VIEW@globex");
        }
    }

    @Nested
    class AnAttribute {
        private final DirectoryPerson person =
                with(Map.of("employeeType", List.of("External", "x)y"), "department", List.of("ACME-eng")), "cn=a,o=x");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "attribute(employeeType = external)",
                    "attribute(EMPLOYEETYPE=External)",
                    "attribute(employeetype)",
                    "attribute(employeeType = x\\)y)",
                    "attribute(department ~ \\w+-ENG)",
                    "all(name(a); not(attribute(title)))",
                    "all(name(a); not(attribute(employeeType = internal)))"
                })
        void holdsByItsValuesInAnyCase(String condition) {
            assertThat(given(person, condition + " -> VIEW@acme")).containsExactly("VIEW@acme");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "attribute(employeeType = extern)",
                    "attribute(title)",
                    "attribute(department ~ eng)",
                    "all(name(a); not(attribute(employeeType = EXTERNAL)))"
                })
        void doesNotHoldOtherwise(String condition) {
            assertThat(given(person, condition + " -> VIEW@acme")).isEmpty();
        }

        @Test
        void givesWhatItsPatternCatches() {
            assertThat(given(person, "attribute(department ~ (?<c>.+)-eng) -> VIEW@${c}"))
                    .containsExactly("VIEW@acme");
        }

        @Test
        void cannotNameAnotherObject() {
            DirectoryPerson attacker = with(Map.of("department", List.of("acme/prod@system", "a/b")));
            RuleOutcome outcome = RuleSet.parse(List.of("attribute(department ~ (?<c>.+)) -> VIEW@${c}"))
                    .apply(attacker);

            assertThat(outcome.given()).isEmpty();
        }
    }

    @Nested
    class WhatCannotBeLookedAt {
        private static final String HUGE = "cn=" + "x".repeat(5_000) + ",ou=trainees,o=x";

        @Test
        void neverMakesANotHold() {
            RuleOutcome outcome = RuleSet.parse(
                            List.of("all(name(staff); not(pattern(.*,ou=trainees,o=x))) -> VIEW@acme"))
                    .apply(in("cn=staff,o=x", HUGE));

            assertThat(outcome.given()).isEmpty();
            assertThat(outcome.problems()).hasSize(1);
        }

        @Test
        void isTheNameOfAGroupThatNobodySaid() {
            DirectoryPerson person = new DirectoryPerson(
                    Set.of(People.group("cn=staff,o=x"), new DirectoryGroup(People.dn("ou=trainees,o=x"), "")),
                    Map.of());

            assertThat(RuleSet.parse(List.of("all(name(staff); not(name(trainees))) -> VIEW@acme"))
                            .apply(person)
                            .given())
                    .isEmpty();
        }

        @Test
        void keepsOtherRulesAsTheyAre() {
            assertThat(given(
                            in("cn=staff,o=x", HUGE),
                            "all(name(staff); not(name(trainees))) -> VIEW@acme",
                            "pattern(cn=(?<c>sta)ff,o=x) -> VIEW@${c}"))
                    .containsExactly("VIEW@acme", "VIEW@sta");
        }
    }

    @Nested
    class Many {
        @Test
        void groupsAndRulesAreNoTrouble() {
            String[] groups = IntStream.range(0, 2_000)
                    .mapToObj(i -> "cn=customer" + i + "-main-admins,ou=groups,dc=x")
                    .toArray(String[]::new);
            List<String> rules = IntStream.range(0, 999)
                    .mapToObj(i -> groups[i] + " -> VIEW@c" + i)
                    .collect(java.util.stream.Collectors.toList());
            rules.add(ADMINS);

            RuleOutcome outcome = RuleSet.parse(rules).apply(in(groups));

            assertThat(outcome.given()).hasSize(2_999);
            assertThat(outcome.problems()).isEmpty();
        }

        @Test
        void waysToHoldGiveNothingAndAreTold() {
            String[] groups =
                    IntStream.range(0, 200).mapToObj(i -> "cn=g" + i + ",ou=x").toArray(String[]::new);
            RuleOutcome outcome = RuleSet.parse(
                            List.of("all(pattern(cn=(?<a>\\w+),.*); pattern(cn=(?<b>\\w+),.*)) -> VIEW@${a}/${b}"))
                    .apply(in(groups));

            assertThat(outcome.given()).isEmpty();
            assertThat(outcome.problems())
                    .extracting(RuleProblem::message)
                    .containsExactly("holds in more than 10000 ways, and so gives nothing");
        }
    }

    @Nested
    class WhatRulesName {
        private final RuleSet rules = RuleSet.parse(List.of(
                OTTO + " -> VIEW@globex, role:wiki/editor",
                ADMINS,
                "all(CN=Globex-Viewers, OU=groups, dc=rolecall, dc=test; name(Staff); attribute(employeeType = x))"
                        + " -> VIEW@globex, member:acme",
                "attribute(Title ~ (?<d>.*)) -> VIEW@initech/${d}"));

        @Test
        void isKnownByLine() {
            assertThat(rules.groupDns()).containsExactly(Map.entry(People.dn(OTTO), Set.of(1, 3)));
            assertThat(rules.groupNames()).containsExactly(Map.entry("staff", Set.of(3)));
            assertThat(rules.attributes()).containsExactlyInAnyOrder("employeetype", "title");
            assertThat(rules.targets().keySet())
                    .extracting(Target::toString)
                    .containsExactly("VIEW@globex", "role:wiki/editor", "member:acme");
            assertThat(rules.customers())
                    .containsExactly(
                            Map.entry("globex", Set.of(1, 3)),
                            Map.entry("acme", Set.of(3)),
                            Map.entry("initech", Set.of(4)));
        }

        @Test
        void twiceIsWarnedOf() {
            RuleSet repeated = RuleSet.parse(List.of(
                    OTTO + " -> VIEW@globex",
                    "name(x) -> VIEW@acme",
                    OTTO.toUpperCase(java.util.Locale.ROOT) + "   ->   view@globex"));

            assertThat(repeated.warnings())
                    .extracting(RuleProblem::toString)
                    .containsExactly("line 3: says what line 1 says");
        }
    }

    @Test
    void permissionsAreToldFromCustomRolesByTheCatalog() {
        PermissionCatalog catalog = new PermissionCatalog(
                Set.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)), Set.of());
        RuleOutcome outcome = RuleSet.parse(List.of(
                        OTTO + " -> VIEW@globex, console.logs.read@acme, console.support@acme, role:auditor, member:x"))
                .apply(in(OTTO));

        Wanted wanted = RuleOutcome.wanted(outcome.targets(), catalog);

        assertThat(wanted)
                .isEqualTo(new Wanted(
                        List.of("x"),
                        List.of("VIEW@globex", "console.support@acme"),
                        List.of("console.logs.read@acme")));
    }

    @Test
    void nothingOfAPersonStandsInALog() {
        RuleOutcome outcome = RuleSet.parse(List.of(OTTO + " -> VIEW@globex")).apply(in(OTTO));

        assertThat(outcome).hasToString("RuleOutcome[1 given, 0 problems]");
        assertThat(with(Map.of("mail", List.of("otto@example.org")), OTTO))
                .hasToString("DirectoryPerson[1 groups, 1 attributes]");
    }
}
