package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.Origin;
import dev.rolecall.access.Reference;
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
}
