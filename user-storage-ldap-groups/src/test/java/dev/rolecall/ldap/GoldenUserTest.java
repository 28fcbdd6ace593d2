package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenUserTest {
    private static final RuleOutcome OUTCOME = RuleSet.parse(
                    List.of("name(a) -> VIEW@acme, role:auditor", "name(b) -> VIEW@globex", "name(c) -> VIEW@globex"))
            .apply(People.in("cn=a,o=x", "cn=b,o=x", "cn=c,o=x"));

    @Test
    void whoGetsWhatIsExpectedDiffersInNothing() {
        assertThat(differences("lena -> role:auditor, view@acme, VIEW@globex")).isEmpty();
    }

    @Test
    void whoGetsOtherThingsIsToldWithTheRules() {
        assertThat(differences("lena -> ADMIN@acme, VIEW@acme"))
                .containsExactly(
                        "missing ADMIN@acme",
                        "unexpected VIEW@globex by line 2, 3",
                        "unexpected role:auditor by line 1");
    }

    @Test
    void whoGetsNothingSaysSo() {
        assertThat(GoldenUser.parse(List.of("otto -> nothing")).get(0).expected())
                .isEmpty();
        assertThat(differences("otto -> nothing")).hasSize(3);
    }

    @Test
    void usernamesMayHaveSpacesAndArrows() {
        assertThat(GoldenUser.parse(List.of("# people", "a b -> c -> VIEW@acme")))
                .extracting(GoldenUser::username)
                .containsExactly("a b -> c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lena                   | line 1: expected <what holds> -> <what it gives>",
                "lena -> VIEW           | line 1: \"VIEW\": expected <role>@<customer>",
                "lena -> VIEW@acme,     | line 1: \"\": expected",
                "lena -> nothing, VIEW@a | line 1: \"nothing\": expected"
            })
    void linesThatMeanNothingAreRefused(String line, String message) {
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> GoldenUser.parse(List.of(line)))
                .withMessageContaining(message);
    }

    @Test
    void nobodyStandsThereTwice() {
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> GoldenUser.parse(List.of("lena -> nothing", "Lena -> VIEW@acme")))
                .withMessage("line 2: this username stands in another line already");
    }

    @Test
    void thereAreTwoHundredAtMost() {
        List<String> lines = IntStream.rangeClosed(0, 200)
                .mapToObj(i -> "u" + i + " -> nothing")
                .toList();

        assertThat(GoldenUser.parse(lines.subList(0, 200))).hasSize(200);
        assertThatExceptionOfType(InvalidRulesException.class)
                .isThrownBy(() -> GoldenUser.parse(lines))
                .withMessage("line 201: there are at most 200 golden users");
    }

    @Test
    void nothingOfAPersonStandsInALog() {
        assertThat(GoldenUser.parse(List.of("lena -> VIEW@acme")).get(0)).hasToString("GoldenUser[1 expected]");
    }

    private static List<String> differences(String line) {
        return GoldenDifference.between(GoldenUser.parse(List.of(line)).get(0), OUTCOME).stream()
                .map(GoldenDifference::toString)
                .toList();
    }
}
