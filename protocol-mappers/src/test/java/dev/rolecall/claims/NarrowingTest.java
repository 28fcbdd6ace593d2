package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowingTest {
    private static final String PLAIN = "openid email access";

    @ParameterizedTest
    @ValueSource(
            strings = {PLAIN, "openid organization", "openid organization:*", "organization:", "", "xorganization:acme"
            })
    void nothingIsNarrowedWithoutACustomer(String scope) {
        assertThat(Narrowing.of(scope, scope, null, alias -> true)).isEqualTo(Narrowing.NONE);
    }

    @Test
    void aGrantedCustomerNarrows() {
        assertThat(Narrowing.of("openid organization:acme", "openid organization:acme", null, alias -> true)
                        .customers())
                .containsExactly("acme");
    }

    @Test
    void severalGrantedCustomersNarrowToAllOfThem() {
        assertThat(Narrowing.of("organization:acme organization:globex", null, null, alias -> true)
                        .customers())
                .containsExactlyInAnyOrder("acme", "globex");
    }

    @Test
    void whatWasGrantedCountsWhateverAnotherTabAsked() {
        assertThat(Narrowing.of("organization:acme", "openid organization:globex", null, alias -> true)
                        .customers())
                .containsExactly("acme");
    }

    @Test
    void aTokenForAllCustomersIsNotNarrowedByAnotherTab() {
        assertThat(Narrowing.of("openid organization:*", "openid organization:globex", null, alias -> false))
                .isEqualTo(Narrowing.NONE);
    }

    @Nested
    class WhenAStrangersCustomerWasAsked {
        private static final String ASKED = "openid organization:globex";

        @Test
        void itNarrowsThoughKeycloakDroppedTheScope() {
            assertThat(Narrowing.of(PLAIN, ASKED, null, alias -> false))
                    .isEqualTo(new Narrowing(Set.of("globex"), true));
        }

        @Test
        void itStaysNarrowedWhenThePersonIsAssociatedLater() {
            assertThat(Narrowing.of(PLAIN, ASKED, ASKED, alias -> true).customers())
                    .containsExactly("globex");
        }

        @Test
        void aLaterRequestWithoutACustomerEndsIt() {
            assertThat(Narrowing.of(PLAIN, PLAIN, ASKED, alias -> false)).isEqualTo(Narrowing.NONE);
        }
    }

    @Test
    void aPlainTokenIsNotNarrowedByAnotherTabOfAMember() {
        assertThat(Narrowing.of(PLAIN, "openid organization:acme", null, alias -> true))
                .isEqualTo(Narrowing.NONE);
    }
}
