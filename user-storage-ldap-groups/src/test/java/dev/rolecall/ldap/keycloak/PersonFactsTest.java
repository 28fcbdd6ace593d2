package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.Origin;
import dev.rolecall.access.Reference;
import dev.rolecall.access.Wanted;
import dev.rolecall.ldap.Target;
import dev.rolecall.ldap.keycloak.PersonFacts.Given;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonFactsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static List<Evidence> evidence(Given... given) {
        return PersonFacts.evidence(List.of(given), "m-1", NOON);
    }

    @Test
    void areReadAsWritten() {
        PersonFacts facts = new PersonFacts(
                List.of(new PersonFacts.Group("cn=a", "a")),
                List.of(new Given("VIEW@acme", 2, "cn=a"), new Given("VIEW@globex", 3, null)),
                List.of("r-1"));

        assertThat(PersonFacts.of(facts.json())).isEqualTo(facts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"groups\":[]}", "{\"groups\":null,\"given\":null,\"roles\":[]}", "{\"later\":1}"})
    void ofAnotherVersionAreReadAsFarAsTheyGo(String json) {
        assertThat(PersonFacts.of(json)).isEqualTo(PersonFacts.NOTHING);
    }

    @Test
    void tellWhyAGrantWasGiven() {
        Reference grant = Reference.parse("ADMIN@acme/prod");

        assertThat(evidence(new Given("ADMIN@acme/prod", 2, "cn=a")))
                .containsExactly(
                        new Evidence(new Origin(Origin.Kind.LDAP, "m-1"), grant.object(), grant, 2, "cn=a", NOON));
    }

    @Test
    void tellWhySomebodyWasAssociated() {
        assertThat(evidence(new Given("member:acme", 2, null)))
                .singleElement()
                .matches(each -> each.grant() == null && each.object().equals(new AccessObject.Customer("acme")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role:auditor", "role:wiki/editor", "no reference", "VIEW@"})
    void tellNothingOfWhatIsNoGrant(String target) {
        assertThat(evidence(new Given(target, 2, null))).isEmpty();
    }

    private static final PersonFacts.Group A = new PersonFacts.Group("cn=a,dc=x", "a");
    private static final PersonFacts.Group B = new PersonFacts.Group("cn=b,dc=x", "b");

    private static Given given(String target) {
        return new Given(target, 1, null);
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
        List<Given> all = List.of(given("role:x"), given("ADMIN@acme/prod"), given("role:x"));

        assertThat(new PersonFacts(List.of(), all, List.of()).targets())
                .containsExactly(Target.parse("role:x"), Target.parse("ADMIN@acme/prod"));
    }

    @Test
    void whatNobodyCouldBeGivenIsLeftOut() {
        List<Given> all = List.of(given("VIEW@" + "a".repeat(Reference.MAX_LENGTH)));

        assertThat(new PersonFacts(List.of(), all, List.of()).targets()).isEmpty();
    }

    @Test
    void whatIsNotHeldAnyMoreIsForgotten() {
        List<Given> all = List.of(
                given("VIEW@acme"),
                given("ADMIN@acme/prod"),
                given("member:globex"),
                given("member:acme"),
                given("role:x"));
        Wanted held = new Wanted(List.of("globex"), List.of("ADMIN@acme/prod"), null);

        assertThat(new PersonFacts(List.of(), all, List.of()).still(held).given())
                .containsExactly(given("ADMIN@acme/prod"), given("member:globex"), given("role:x"));
    }
}
