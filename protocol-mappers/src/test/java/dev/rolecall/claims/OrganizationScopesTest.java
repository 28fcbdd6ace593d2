package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Narrowing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationScopesTest {
    private static final String PLAIN = "openid email access";

    @ParameterizedTest
    @ValueSource(
            strings = {PLAIN, "openid organization", "openid organization:*", "organization:", "", "xorganization:acme"
            })
    void nothingIsNarrowedWithoutACustomer(String scope) {
        assertThat(OrganizationScopes.of(scope, scope)).isEqualTo(Narrowing.NONE);
    }

    @Test
    void aGrantedCustomerNarrows() {
        assertThat(OrganizationScopes.of("openid organization:acme", null).customers())
                .containsExactly("acme");
    }

    @Test
    void severalGrantedCustomersNarrowToAllOfThem() {
        assertThat(OrganizationScopes.of("organization:acme organization:globex", null)
                        .customers())
                .containsExactlyInAnyOrder("acme", "globex");
    }

    @Test
    void ofTheCustomersAskedForOnlyTheGrantedOnesCount() {
        assertThat(OrganizationScopes.of("organization:acme", "organization:acme organization:globex")
                        .customers())
                .containsExactly("acme");
    }

    @Test
    void aStrangersCustomerNarrowsThoughKeycloakDroppedTheScope() {
        assertThat(OrganizationScopes.of(PLAIN, "openid organization:globex").customers())
                .containsExactly("globex");
    }
}
