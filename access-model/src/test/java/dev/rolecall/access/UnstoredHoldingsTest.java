package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnstoredHoldingsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Origin GUESTS = new Origin(Origin.Kind.LDAP, "guests");
    private static final Origin OTHERS = new Origin(Origin.Kind.LDAP, "others");

    private static Grant grant(String reference) {
        return new Grant(Reference.parse(reference), false);
    }

    private static Evidence evidence(Origin origin, String reference) {
        Reference grant = Reference.parse(reference);
        return new Evidence(origin, grant.object(), grant, 1, null, NOW);
    }

    private static UnstoredGrants.Given given(String... references) {
        return new UnstoredGrants.Given(
                Set.of("acme", "globex"),
                Set.of(references).stream().map(UnstoredHoldingsTest::grant).toList());
    }

    @Test
    void whatIsGivenIsInForceWithItsAssociation() {
        Holdings holdings = UnstoredHoldings.of(true, given("VIEW@acme"), List.of(), alias -> true);

        assertThat(holdings.inForce(NOW)).extracting(Holding::grant).containsExactly(grant("VIEW@acme"));
        assertThat(holdings.isMemberOf("globex")).isTrue();
        assertThat(holdings.isMemberOf("initech")).isFalse();
    }

    @Test
    void nothingIsInForceOnACustomerThatIsDisabledOrGone() {
        Holdings holdings =
                UnstoredHoldings.of(true, given("VIEW@acme", "VIEW@globex"), List.of(), alias -> alias.equals("acme"));

        assertThat(holdings.inForce(NOW)).extracting(Holding::grant).containsExactly(grant("VIEW@acme"));
    }

    @Test
    void nothingIsInForceOfSomebodyWhoIsDisabled() {
        assertThat(UnstoredHoldings.of(false, given("VIEW@acme"), List.of(), alias -> true)
                        .inForce(NOW))
                .isEmpty();
    }

    @Test
    void theOriginsAreThoseOfTheEvidence() {
        List<Evidence> evidence = List.of(
                evidence(GUESTS, "VIEW@acme"), evidence(OTHERS, "VIEW@acme"), evidence(OTHERS, "ADMIN@acme/prod"));

        Holdings holdings = UnstoredHoldings.of(true, given("VIEW@acme", "ADMIN@acme/prod"), evidence, alias -> true);

        assertThat(holdings.grants())
                .filteredOn(holding -> holding.grant().equals(grant("VIEW@acme")))
                .flatMap(holding -> holding.notes().all())
                .extracting(Note::origin)
                .containsExactly(GUESTS, OTHERS);
        assertThat(holdings.grants())
                .filteredOn(holding -> holding.grant().equals(grant("ADMIN@acme/prod")))
                .flatMap(holding -> holding.notes().all())
                .extracting(Note::origin)
                .containsExactly(OTHERS);
    }

    @Test
    void withoutEvidenceTheOriginIsADirectoryAndNobodysHand() {
        Holdings holdings = UnstoredHoldings.of(true, given("VIEW@acme"), List.of(), alias -> true);

        assertThat(holdings.grants().get(0).notes().all())
                .extracting(Note::origin)
                .containsExactly(new Origin(Origin.Kind.LDAP, null));
    }
}
