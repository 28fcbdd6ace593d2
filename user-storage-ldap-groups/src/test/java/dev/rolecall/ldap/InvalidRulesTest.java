package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that mean nothing say which line is at fault, where and why. */
class InvalidRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the line
                "cn=a                             | expected <what holds> -> <what it gives>",
                "cn=a->VIEW@acme                  | with a space on both sides of the arrow",
                "-> VIEW@acme                     | expected <what holds> -> <what it gives>",
                "cn=a ->                          | expected <what holds> -> <what it gives>",
                // the condition
                "globex-viewers -> VIEW@acme      | column 1: \"globex-viewers\" is no distinguished name; a group's name alone is written name(…)",
                "cn=a,viewers -> VIEW@acme        | column 1: \"cn=a,viewers\" is no distinguished name",
                "cn=\\zz,o=x -> VIEW@acme         | is no distinguished name",
                "cn=\"\"\" -> VIEW@acme           | is no distinguished name",
                "either(cn=a; cn=b) -> VIEW@acme  | column 1: \"either\" is no function; there are any, all, not, name, pattern and attribute",
                "any(cn=a; some(cn=b)) -> VIEW@a  | column 11: \"some\" is no function",
                "any(cn=a; cn=b -> VIEW@acme      | column 11: the parenthesis is not closed",
                "name(a -> VIEW@acme              | column 6: the parenthesis is not closed; one that belongs to the text is written \\( or \\)",
                "name(a)) -> VIEW@acme            | column 8: expected nothing more behind the parentheses",
                "name(a) and name(b) -> VIEW@acme | column 9: expected nothing more behind the parentheses; conditions are put together by all(…; …) and any(…; …)",
                "all(name(a) name(b)) -> VIEW@a   | column 13: expected ; or ) here",
                "all(name(a);) -> VIEW@acme       | column 13: a condition is missing",
                "all() -> VIEW@acme               | column 5: a condition is missing",
                "name() -> VIEW@acme              | column 6: the name is missing",
                "name(a\\) -> VIEW@acme           | the parenthesis is not closed",
                "attribute() -> VIEW@acme         | column 11: an attribute is written attribute(name), attribute(name = value) or attribute(name ~ pattern)",
                "attribute(a b) -> VIEW@acme      | an attribute is written",
                "attribute(a =) -> VIEW@acme      | the value is missing",
                // patterns
                "pattern() -> VIEW@acme           | column 9: the pattern is empty",
                "pattern(cn=[a-) -> VIEW@acme     | column 9: the pattern cannot be read, missing closing ]: \"[a-\"",
                "pattern(cn=a**) -> VIEW@acme     | column 9: the pattern cannot be read, invalid nested repetition operator: \"**\"",
                "pattern((?=a)b) -> VIEW@acme     | the pattern cannot be read, invalid or unsupported Perl syntax: \"(?=\" (RE2 syntax: no lookahead, no back reference)",
                "pattern((a)\\1) -> VIEW@acme     | the pattern cannot be read, invalid escape sequence",
                "pattern((?<a>x)(?<a>y)) -> VIEW@b | duplicate capture group name",
                "pattern(a{100}{100}) -> VIEW@b   | the counts in braces of a pattern, multiplied, are at most 200",
                "pattern(((a{9}){9}){9}) -> VIEW@b | the counts in braces of a pattern, multiplied, are at most 200",
                "all(name(a); pattern([) -> VIEW@a | column 22: the pattern cannot be read, missing closing ]",
                // nobody and everybody
                "not(cn=a) -> VIEW@acme           | the condition would hold for people nothing is known of",
                "not(not(cn=a)) -> VIEW@acme      | the condition would hold for people nothing is known of",
                "any(cn=a; not(cn=b)) -> VIEW@a   | the condition would hold for people nothing is known of",
                // targets
                "cn=a -> VIEW                     | \"VIEW\": expected <role>@<customer>, <role>@<customer>/<deployment> or <role>@system",
                "cn=a -> VIEW@                    | \"VIEW@\": the customer is missing",
                "cn=a -> OWNER@acme               | \"OWNER@acme\": a role is VIEW, MANAGE, ADMIN, SUPER or <client>.<role>",
                "cn=a -> VIEW@acme, SUPER@acme    | \"SUPER@acme\": SUPER exists on the system only",
                "cn=a -> VIEW@acme/a/b            | \"VIEW@acme/a/b\": % @ / ; , and spaces inside the deployment are percent-encoded",
                "cn=a -> VIEW@system/a            | the system has no deployments",
                "cn=a -> VIEW@acme,               | a target is missing; several are parted by one comma",
                "cn=a -> VIEW@acme VIEW@b         | \"VIEW@acme VIEW@b\": expected <role>@<customer>",
                "cn=a -> role:                    | \"role:\": the role is missing",
                "cn=a -> role:wiki/               | \"role:wiki/\": the role is missing",
                "cn=a -> role:/x                  | \"role:/x\": the client is missing",
                "cn=a -> role:a/b/c               | percent-encoded",
                "cn=a -> member:acme/x            | percent-encoded",
                "cn=a -> auditor                  | \"auditor\": expected <role>@<customer>",
                // captures
                "cn=a -> VIEW@${customer}         | \"VIEW@${customer}\": no pattern catches customer",
                "pattern(cn=(?<c>\\w+)) -> VIEW@${c}/${d} | no pattern catches d; caught are c",
                "any(pattern(cn=(?<c>\\w+)); cn=a) -> VIEW@${c} | no pattern catches c (in any(…) every branch must catch it, in not(…) nothing is caught)",
                "all(cn=a; not(pattern(cn=(?<c>\\w+)))) -> VIEW@${c} | no pattern catches c",
                "pattern(cn=(?<r>\\w+)) -> ${r}@acme | a capture stands for a customer or a deployment only, not for a role",
                "pattern(cn=(?<r>\\w+)) -> role:${r} | a capture stands for a customer or a deployment only",
                "pattern(cn=(?<r>\\w+)) -> console.${r}@acme | a capture stands for a customer or a deployment only",
                "pattern(cn=(?<c>\\w+)) -> SUPER@${c} | SUPER exists on the system only",
                "pattern(cn=(?<c>\\w+)) -> VIEW@system/${c} | the system has no deployments",
                "pattern(cn=(?<c>\\w+)) -> OWNER@${c} | a role is VIEW, MANAGE, ADMIN, SUPER or <client>.<role>",
                "pattern(cn=(?<c>\\w+)) -> VIEW@${c}/ | the deployment is missing",
                "pattern(cn=(?<c>\\w+)) -> VIEW@${c | a capture is written ${name} or ${name:exact}",
                "pattern(cn=(?<c>\\w+)) -> VIEW@${c:upper} | a capture is written ${name} or ${name:exact}",
                "pattern(cn=(?<c>\\w+)) -> VIEW@${c}@acme | percent-encoded"
            })
    void sayWhatIsWrong(String rule, String message) {
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(List.of("# a comment", rule)))
                .withMessageStartingWith("line 2: ")
                .withMessageContaining(message);
    }

    @Test
    void areAllNamedAtOnce() {
        InvalidRulesException invalid = catchThrowableOfType(
                InvalidRulesException.class,
                () -> RuleSet.parse(List.of("x", "cn=a -> VIEW@acme", "name( -> VIEW@acme", "cn=a -> nothing")));

        assertThat(invalid.problems()).extracting(RuleProblem::line).containsExactly(1, 3, 4);
    }

    @Test
    void makeAMessageOfTheFirstTen() {
        List<String> lines = IntStream.range(0, 30).mapToObj(i -> "x").toList();

        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(lines))
                .withMessageContaining("line 10: ")
                .withMessageEndingWith("; and 20 more");
    }

    @Test
    void repeatNoMoreThanTheBeginningOfAPiece() {
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(List.of("x".repeat(3_000) + " -> VIEW@acme")))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"any(", "not(", "all(any("})
    void areNestedEightDeepAtMost(String function) {
        String nested = function.repeat(9) + "cn=a" + ")".repeat(9 * (function.length() > 5 ? 2 : 1));

        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(List.of(nested + " -> VIEW@acme")))
                .withMessageContaining("conditions stand at most 8 deep in each other");
    }

    @Test
    void areOneThousandAtMost() {
        List<String> lines = IntStream.rangeClosed(0, RuleSet.MAX_RULES)
                .mapToObj(i -> "cn=a" + i + " -> VIEW@acme")
                .toList();

        assertThat(RuleSet.parse(lines.subList(0, RuleSet.MAX_RULES)).isEmpty()).isFalse();
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(lines))
                .withMessage("line 1001: there are at most 1000 rules");
    }

    @Test
    void haveAHundredPatternsAtMostEachCountedOnce() {
        List<String> lines = IntStream.rangeClosed(0, PatternShelf.MAX_PATTERNS)
                .mapToObj(i -> "pattern(cn=a" + i + ",.*) -> VIEW@acme")
                .toList();
        List<String> fewer = lines.subList(0, PatternShelf.MAX_PATTERNS);

        assertThat(RuleSet.parse(IntStream.range(0, 2)
                                .boxed()
                                .flatMap(i -> fewer.stream())
                                .toList())
                        .warnings())
                .hasSize(PatternShelf.MAX_PATTERNS);
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(lines))
                .withMessageContaining("there are at most 100 patterns");
    }

    @Test
    void havePatternsThatNeedLittleTogether() {
        List<String> lines = IntStream.range(0, 30)
                .mapToObj(i -> "pattern(" + i + "(\\w\\d){90}(a|b){2}" + "x".repeat(500) + ") -> VIEW@acme")
                .toList();

        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(lines))
                .withMessageContaining("steps, at most 20000");
    }

    @Test
    void areNoLongerThanALine() {
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(List.of("cn=" + "a".repeat(4_000) + " -> VIEW@acme")))
                .withMessage("line 1: a line has at most 4000 characters");
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> RuleSet.parse(List.of("\n".repeat(5_000))))
                .withMessage("line 5001: there are at most 5000 lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[)]("})
    void doNotOpenParenthesesForever(String piece) {
        String pattern = piece.repeat(60) + "a" + ")".repeat(60);

        assertThatExceptionOfType(RuleSyntaxException.class)
                .isThrownBy(() -> BoundedPattern.parse(pattern))
                .withMessage("a pattern has at most 50 opening parentheses");
    }

    @Test
    void areNoPatternsOfAnyLength() {
        assertThatExceptionOfType(RuleSyntaxException.class)
                .isThrownBy(() -> BoundedPattern.parse("a".repeat(1_001)))
                .withMessage("a pattern has at most 1000 characters");
        assertThatExceptionOfType(RuleSyntaxException.class)
                .isThrownBy(() -> BoundedPattern.parse("(" + "a".repeat(100) + "){200}"))
                .withMessageContaining("steps, at most 2000");
    }
}
