package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Reference;
import dev.rolecall.ldap.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonFactsTest {
    private static final PersonFacts.Group A = new PersonFacts.Group("cn=a,dc=x", "a");
    private static final PersonFacts.Group B = new PersonFacts.Group("cn=b,dc=x", "b");

    private static PersonFacts.Given given(String target) {
        return new PersonFacts.Given(target, 1, null);
    }

    @Test
    void whatWasKnownBeforeIsAddedOnce() {
        PersonFacts now = new PersonFacts(List.of(B), List.of(given("VIEW@acme")), List.of("r-1"));
        PersonFacts before =
                new PersonFacts(List.of(A, B), List.of(given("VIEW@acme"), given("role:x")), List.of("r-2"));

        assertThat(now.and(before))
                .isEqualTo(
                        new PersonFacts(List.of(A, B), List.of(given("VIEW@acme"), given("role:x")), List.of("r-1")));
    }

    @Test
    void whatRulesGaveIsReadAsItStandsInThem() {
        List<PersonFacts.Given> all = List.of(given("role:x"), given("ADMIN@acme/prod"), given("role:x"));

        assertThat(new PersonFacts(List.of(), all, List.of()).targets())
                .containsExactly(Target.parse("role:x"), Target.parse("ADMIN@acme/prod"));
    }

    @Test
    void whatNobodyCouldBeGivenIsLeftOut() {
        List<PersonFacts.Given> all = List.of(given("VIEW@" + "a".repeat(Reference.MAX_LENGTH)));

        assertThat(new PersonFacts(List.of(), all, List.of()).targets()).isEmpty();
    }
}
