package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever groups and values are called, a rule gives nothing beside what it names. */
class RulePropertiesTest {
    private static final RuleSet RULES = RuleSet.parse(List.of(
            "pattern(cn=(?<d>.*),ou=groups,.*) -> VIEW@acme/${d:exact}",
            "pattern(cn=(?<c>.*)-viewers,ou=groups,.*) -> VIEW@x-${c}, member:x-${c}",
            "pattern(cn=(?<c>.*)-(?<d>.*)-managers,.*) -> MANAGE@${c}/${d}",
            "attribute(description ~ (?<d>.*)) -> ADMIN@globex/${d}",
            "all(pattern(cn=(?<c>.*),ou=groups,dc=rolecall,dc=test); attribute(description ~ (?<d>.*)))"
                    + " -> console.support@c-${c}/d-${d}"));

    /** With the characters that mean something to names, references, patterns and targets more often. */
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> characters = Arbitraries.strings()
                .withChars("@/%;,+=\\\"#<>(){}$:.- \nabAB\u0131\u00a0ä")
                .ofMaxLength(12);
        Arbitrary<String> words = Arbitraries.of(
                "system",
                "SYSTEM",
                "@system",
                "/prod",
                "%2F",
                "%40system",
                "ADMIN",
                "VIEW",
                "${c}",
                ",ou=groups",
                "-viewers",
                "-managers",
                "role:admin",
                "->",
                "a");
        return Arbitraries.oneOf(characters, words, Arbitraries.strings().all().ofMaxLength(8))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts))
                .filter(name -> name.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    @Example
    void eachOfTheRulesGivesSomething() {
        DirectoryPerson person = new DirectoryPerson(
                Set.of(People.named("a-viewers"), People.named("a-b-managers")), Map.of("description", List.of("d")));

        assertThat(RULES.apply(person).given()).extracting(Given::rule).contains(1, 2, 3, 4, 5);
    }

    @Property(tries = 500)
    void nothingIsGivenBesideTheObjectsARuleNames(
            @ForAll("names") String group, @ForAll("names") String other, @ForAll("names") String value) {
        DirectoryPerson person = new DirectoryPerson(
                Set.copyOf(List.of( // two may be the same
                        People.named(group), People.named(other + "-viewers"), People.named(other + "-managers"))),
                Map.of("description", List.of(value)));

        for (Given given : RULES.apply(person).given()) {
            Target read = Target.parse(given.target().toString());
            assertThat(read).as("what is given means what its text says").isEqualTo(given.target());
            switch (given.rule()) {
                case 1 -> assertThat(deployment(read, "VIEW").customer()).isEqualTo("acme");
                case 2 ->
                    assertThat(
                                    read instanceof Target.Association association
                                            ? association.customer()
                                            : ((AccessObject.Customer) object(read, "VIEW")).alias())
                            .startsWith("x-");
                case 3 -> assertThat(deployment(read, "MANAGE").customer()).isNotEqualTo("system");
                case 4 -> assertThat(deployment(read, "ADMIN").customer()).isEqualTo("globex");
                default -> {
                    assertThat(deployment(read, "console.support").customer()).startsWith("c-");
                    assertThat(deployment(read, "console.support").name()).startsWith("d-");
                }
            }
        }
    }

    @Property(tries = 500)
    void aGroupCanBeNamedWhateverItIsCalled(@ForAll("names") String name) {
        DirectoryGroup group = People.named("g" + name + "g");
        RuleSet exact = RuleSet.parse(List.of(oneLine(group.canonical().toString()) + " -> VIEW@acme"));
        DirectoryPerson person = new DirectoryPerson(Set.of(group), Map.of());

        assertThat(exact.apply(person).given()).hasSize(1);
    }

    @Property(tries = 500)
    void aNameIsReadAsItIsWrittenWithBackslashes(@ForAll("names") String name) {
        DirectoryGroup group = People.named("g" + name.replaceAll("\\R", "") + "g");
        String quoted = group.name().replaceAll("[\\\\();]", "\\\\$0");
        RuleSet named = RuleSet.parse(List.of("any(name(" + quoted + "); name(other)) -> VIEW@acme"));

        assertThat(named.apply(new DirectoryPerson(Set.of(group), Map.of())).given())
                .hasSize(1);
    }

    @Property(tries = 500)
    void anyTextIsARuleOrRefused(@ForAll("names") String left, @ForAll("names") String right) {
        for (String condition :
                List.of(left, "name(" + left + ")", "any(" + left + "; name(x))", "attribute(" + left + ")")) {
            try {
                RuleSet rules = RuleSet.parse(List.of(condition + " -> " + right));
                rules.apply(People.in("cn=a,o=x"));
            } catch (InvalidRulesException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    @Property(tries = 500)
    void anyTextIsAPatternOrRefused(@ForAll("names") String regex, @ForAll("names") String group) {
        try {
            RuleSet rules = RuleSet.parse(List.of("pattern((?<c>" + regex + ")*,.*) -> VIEW@${c}"));
            assertThat(rules.apply(new DirectoryPerson(Set.of(People.named(group)), Map.of())))
                    .isNotNull();
        } catch (InvalidRulesException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    /** A line break in a name is written as its code. */
    private static String oneLine(String dn) {
        StringBuilder line = new StringBuilder();
        dn.chars()
                .forEach(c -> line.append(
                        Character.toString(c).matches("\\R") && c < 128 ? String.format("\\%02X", c) : encoded(c)));
        return line.toString();
    }

    private static String encoded(int c) {
        return c == 0x85
                ? "\\C2\\85"
                : c == 0x2028 ? "\\E2\\80\\A8" : c == 0x2029 ? "\\E2\\80\\A9" : Character.toString(c);
    }

    private static AccessObject.Deployment deployment(Target target, String role) {
        return (AccessObject.Deployment) object(target, role);
    }

    private static AccessObject object(Target target, String role) {
        Reference reference = ((Target.Grant) target).reference();
        assertThat(reference.name()).isEqualTo(role);
        return reference.object();
    }
}
