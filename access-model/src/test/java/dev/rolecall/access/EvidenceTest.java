package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Origin STAFF = new Origin(Origin.Kind.LDAP, "staff");
    private static final Origin GUESTS = new Origin(Origin.Kind.LDAP, "guests");

    private static Evidence of(String reference, @Nullable String group) {
        Reference grant = Reference.parse(reference);
        return new Evidence(STAFF, grant.object(), grant, 3, group, NOON);
    }

    @Test
    void tellsTheGroupTheRuleAndTheTime() {
        assertThat(of("VIEW@acme", "cn=a,dc=x").text())
                .isEqualTo("LDAP group cn=a,dc=x by rule 3, seen at 2026-01-31T12:00:00Z");
    }

    @Test
    void tellsOfARuleThatAsksForNoGroup() {
        assertThat(of("VIEW@acme", null).text()).isEqualTo("LDAP attributes by rule 3, seen at 2026-01-31T12:00:00Z");
    }

    @Test
    void isBehindTheVerySameGrantOfTheVerySameOrigin() {
        Evidence evidence = of("VIEW@acme", null);

        assertThat(evidence.isBehind(Reference.parse("VIEW@acme"), STAFF)).isTrue();
        assertThat(evidence.isBehind(Reference.parse("VIEW@acme/prod"), STAFF)).isFalse();
        assertThat(evidence.isBehind(Reference.parse("VIEW@acme"), GUESTS)).isFalse();
    }

    @Test
    void isBehindTheAssociationThatItsGrantNeeds() {
        Evidence evidence = of("VIEW@acme/prod", null);

        assertThat(evidence.isBehindAssociation("acme", STAFF)).isTrue();
        assertThat(evidence.isBehindAssociation("acme", GUESTS)).isFalse();
        assertThat(evidence.isBehindAssociation("globex", STAFF)).isFalse();
    }

    @Test
    void ofAnAssociationAloneIsBehindNoGrant() {
        Evidence evidence = new Evidence(STAFF, new AccessObject.Customer("acme"), null, 1, null, NOON);

        assertThat(evidence.isBehindAssociation("acme", STAFF)).isTrue();
        assertThat(evidence.isBehind(Reference.parse("VIEW@acme"), STAFF)).isFalse();
    }
}
