package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowingTest {
    private static final Narrowing ACME = Narrowing.toCustomers(Set.of("acme"));

    private static Narrowing deployment(String text) {
        return Narrowing.toDeployment(DeploymentName.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openid",
                "openid organization",
                "organization:",
                "organization:* profile",
                "xorganization:acme"
            })
    void aScopeThatNamesNoCustomerNarrowsNothing(String scope) {
        assertThat(Narrowing.ofScope(scope)).isEqualTo(Narrowing.NONE);
    }

    @Test
    void noScopeNarrowsNothing() {
        assertThat(Narrowing.ofScope(null)).isEqualTo(Narrowing.NONE);
    }

    @Test
    void aScopeNarrowsToTheCustomersItNames() {
        assertThat(Narrowing.ofScope("openid organization:acme organization:globex"))
                .isEqualTo(Narrowing.toCustomers(Set.of("acme", "globex")));
    }

    static List<Object> malformed() {
        return List.of(
                "acme",
                Map.of(),
                Map.of("customers", "acme"),
                Map.of("customers", List.of(1)),
                Map.of("deployments", List.of("a/b/c")));
    }

    @ParameterizedTest
    @CsvSource({
        "prod-eu, prod-eu, prod-eu",
        "prod-eu, acme/prod-eu, acme/prod-eu",
        "acme/prod-eu, prod-eu, acme/prod-eu",
    })
    void ofTwoNamesOfOneDeploymentTheNarrowerIsLeft(String one, String other, String both) {
        assertThat(deployment(one).and(deployment(other))).isEqualTo(deployment(both));
    }

    @ParameterizedTest
    @CsvSource({"prod-eu, dr", "acme/prod-eu, globex/prod-eu"})
    void twoDeploymentsLeaveNone(String one, String other) {
        assertThat(deployment(one).and(deployment(other)).deployments()).isEmpty();
    }

    @Test
    void customersAndDeploymentsLimitAtOnce() {
        assertThat(ACME.and(deployment("prod-eu")).toClaim())
                .isEqualTo(Map.of("customers", List.of("acme"), "deployments", List.of("prod-eu")));
    }

    @Test
    void twoSetsOfCustomersLeaveTheCommonOnes() {
        assertThat(Narrowing.toCustomers(Set.of("acme", "globex")).and(ACME)).isEqualTo(ACME);
        assertThat(Narrowing.toCustomers(Set.of("globex")).and(ACME).customers())
                .isEmpty();
    }

    @Test
    void noneLimitsNothing() {
        assertThat(Narrowing.NONE.and(ACME)).isEqualTo(ACME);
        assertThat(ACME.and(Narrowing.NONE)).isEqualTo(ACME);
    }

    @Test
    void theClaimReadsBack() {
        Narrowing narrowing =
                Narrowing.toCustomers(Set.of("acme", "globex")).and(deployment("acme/prod eu".replace(" ", "%20")));

        assertThat(Narrowing.ofClaim(narrowing.toClaim())).isEqualTo(narrowing);
        assertThat(Narrowing.ofClaim(Narrowing.TO_NOTHING.toClaim())).isEqualTo(Narrowing.TO_NOTHING);
    }

    @Test
    void aTokenWithoutTheClaimIsNotNarrowed() {
        assertThat(Narrowing.ofClaim(null)).isEqualTo(Narrowing.NONE);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aClaimThatIsNotOursNarrowsToNothing(Object claim) {
        assertThat(Narrowing.ofClaim(claim)).isEqualTo(Narrowing.TO_NOTHING);
    }
}
