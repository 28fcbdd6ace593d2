package dev.rolecall.sync.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenNarrowingTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "openid", "openid organization", "organization:* profile"})
    void aScopeThatNamesNoCustomerLimitsNothing(String scope) {
        assertThat(TokenNarrowing.of(scope, null)).isEqualTo(Narrowing.NONE);
    }

    @Test
    void aTokenWithoutScopeIsNotLimited() {
        assertThat(TokenNarrowing.of(null, null)).isEqualTo(Narrowing.NONE);
    }

    @Test
    void theScopeLimitsToTheCustomersItNames() {
        assertThat(TokenNarrowing.of("openid organization:acme organization:globex", null))
                .isEqualTo(Narrowing.toCustomers(Set.of("acme", "globex")));
    }

    @Test
    void theClaimLimitsFurther() {
        assertThat(TokenNarrowing.of(
                        "organization:acme organization:globex", Map.of("customers", List.of("acme", "initech"))))
                .isEqualTo(Narrowing.toCustomers(Set.of("acme")));
    }

    @Test
    void aClaimThatCannotBeReadLimitsToNothing() {
        assertThat(TokenNarrowing.of("organization:acme", "?").customers()).isEmpty();
    }
}
