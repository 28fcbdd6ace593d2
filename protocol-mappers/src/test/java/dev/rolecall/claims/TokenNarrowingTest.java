package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.rolecall.access.DeploymentName;
import dev.rolecall.access.Narrowing;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokenNarrowingTest {
    private static final Narrowing ACME = Narrowing.toCustomers(Set.of("acme"));
    private static final Narrowing NO_CUSTOMER = Narrowing.toCustomers(Set.of());
    private static final String NOTE = "client_request_param_deployment";

    private final Request request = new Request();

    private static Narrowing deployment(String text) {
        return Narrowing.toDeployment(DeploymentName.parse(text));
    }

    private Narrowing narrowing() {
        return TokenNarrowing.of(request.session, request.context);
    }

    @Test
    void aPlainRequestIsNotNarrowed() {
        assertThat(narrowing()).isEqualTo(Narrowing.NONE);
    }

    @Nested
    class ATokenRequest {
        @Test
        void isNarrowedByItsScopeAndItsDeployment() {
            request.granted("openid organization:acme")
                    .sending("grant_type", "password")
                    .sending("deployment", "prod-eu");

            assertThat(narrowing()).isEqualTo(ACME.and(deployment("prod-eu")));
        }

        @Test
        void isNarrowedToNothingByADeploymentThatCannotBeRead() {
            request.sending("grant_type", "password").sending("deployment", "a/b/c");

            assertThat(narrowing()).isEqualTo(Narrowing.TO_NOTHING);
        }

        @Test
        void isNarrowedToNothingByTwoDeployments() {
            request.sending("grant_type", "password").sending("deployment", "prod-eu", "prod-eu");

            assertThat(narrowing()).isEqualTo(Narrowing.TO_NOTHING);
        }

        @Test
        void isNarrowedByTheAuthorizationRequestAndItsOwnParameter() {
            request.noted(NOTE, "prod-eu")
                    .sending("grant_type", "authorization_code")
                    .sending("deployment", "acme/prod-eu");

            assertThat(narrowing()).isEqualTo(deployment("acme/prod-eu"));
        }

        @Test
        void isNarrowedByACustomerThatWasAskedForAndNotGranted() {
            request.asking("openid organization:acme").sending("grant_type", "authorization_code");

            assertThat(narrowing()).isEqualTo(ACME);
        }
    }

    @Nested
    class ARefresh {
        @Test
        void keepsWhatItsTokenIsLimitedTo() {
            refreshing("openid", ACME.and(deployment("prod-eu")));

            assertThat(narrowing()).isEqualTo(ACME.and(deployment("prod-eu")));
        }

        @Test
        void keepsWhatTheScopeOfATokenWithoutTheClaimNames() {
            refreshing("openid organization:acme", Narrowing.NONE);

            assertThat(narrowing()).isEqualTo(ACME);
        }

        @Test
        void isNotWidenedByItsScope() {
            refreshing("openid", ACME);
            request.granted("openid organization:globex");

            assertThat(narrowing()).isEqualTo(NO_CUSTOMER);
        }

        @Test
        void isNarrowedByAScopeThatWasNotGranted() {
            refreshing("openid", Narrowing.NONE);
            request.sending("scope", "openid organization:acme");

            assertThat(narrowing()).isEqualTo(ACME);
        }

        @Test
        void isNotNarrowedByWhatAnotherTabAskedFor() {
            refreshing("openid", Narrowing.NONE);
            request.asking("openid organization:acme");

            assertThat(narrowing()).isEqualTo(Narrowing.NONE);
        }

        @Test
        void ofATokenForADeploymentLeavesAnotherTabsDeploymentOut() {
            refreshing("openid", deployment("prod-eu"));
            request.noted(NOTE, "dr");

            assertThat(narrowing()).isEqualTo(deployment("prod-eu"));
        }

        @Test
        void ofATokenWithoutADeploymentIsLimitedByTheSessions() {
            refreshing("openid", Narrowing.NONE);
            request.noted(NOTE, "dr");

            assertThat(narrowing()).isEqualTo(deployment("dr"));
        }

        private void refreshing(String scope, Narrowing narrowing) {
            request.sending("grant_type", "refresh_token").with("refresh_token", "app", scope, narrowing);
        }
    }

    @Nested
    class AnExchange {
        @Test
        void isNarrowedAsItsSubject() {
            request.sending("grant_type", "exchange").with("subject_token", "other", "openid", ACME);

            assertThat(narrowing()).isEqualTo(ACME);
        }

        @Test
        void isNarrowedByTheSessionOfItsOwnClientToo() {
            request.sending("grant_type", "exchange")
                    .with("subject_token", "other", "openid", deployment("prod-eu"))
                    .noted(NOTE, "dr");

            assertThat(narrowing().deployments()).isEmpty();
        }
    }

    @Test
    void aTokenSentTwiceIsGoodForNothingAndVerifiedNotOnce() {
        request.with("bearer", "app", "openid", Narrowing.NONE).sending("token", "token of app", "token of app");

        assertThat(narrowing()).isEqualTo(Narrowing.TO_NOTHING);
        verify(request.tokens, never()).decode(any(), any());
    }

    @Test
    void introspectionIsNarrowedAsItsToken() {
        request.with("token", "app", "openid", deployment("prod-eu")).asking("openid organization:acme");

        assertThat(narrowing()).isEqualTo(deployment("prod-eu"));
    }

    @Test
    void userinfoIsNarrowedAsItsBearer() {
        request.with("bearer", "app", "openid", deployment("prod-eu"));

        assertThat(narrowing()).isEqualTo(deployment("prod-eu"));
    }
}
