package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.access.DeploymentName;
import dev.rolecall.access.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

class NarrowingProcessorTest {
    private static final Narrowing ACME = Narrowing.toCustomers(Set.of("acme"));

    private final Request request = new Request();
    private final AccessToken access = new AccessToken();
    private final RefreshToken refresh = new RefreshToken(new AccessToken(), null, null);

    private void process(@Nullable OAuth2Code code, @Nullable RefreshToken requested) {
        new NarrowingProcessor(request.session)
                .process(new TokenPostProcessorContext(code, requested, refresh, access, request.context));
    }

    @Test
    void whatLimitsATokenStandsInItAndInItsRefreshToken() {
        request.granted("openid organization:acme")
                .sending("grant_type", "password")
                .sending("deployment", "prod-eu");

        process(null, null);

        Map<String, Object> claim = Map.of("customers", List.of("acme"), "deployments", List.of("prod-eu"));
        assertThat(access.getOtherClaims()).containsEntry("rolecall_narrowed", claim);
        assertThat(refresh.getOtherClaims()).containsEntry("rolecall_narrowed", claim);
    }

    @Test
    void aTokenThatIsNotLimitedSaysNothing() {
        process(null, null);

        assertThat(access.getOtherClaims()).isEmpty();
        assertThat(refresh.getOtherClaims()).isEmpty();
    }

    @Test
    void aRealmThatIsNotOursIsLeftAlone() {
        request.inARealmThatIsNotOurs().granted("openid organization:acme");

        process(null, null);

        assertThat(access.getOtherClaims()).isEmpty();
    }

    @Test
    void aRefreshTokenKeepsWhatItsPredecessorWasLimitedTo() {
        RefreshToken old = new RefreshToken(new AccessToken(), null, null);
        old.getOtherClaims().put(Narrowing.CLAIM, ACME.toClaim());
        request.sending("grant_type", "refresh_token")
                .with("refresh_token", "app", "openid", ACME)
                .sending("deployment", "prod-eu");

        process(null, old);

        assertThat(Narrowing.ofClaim(access.getOtherClaims().get(Narrowing.CLAIM)))
                .isEqualTo(ACME.and(Narrowing.toDeployment(DeploymentName.parse("prod-eu"))));
        assertThat(Narrowing.ofClaim(refresh.getOtherClaims().get(Narrowing.CLAIM)))
                .isEqualTo(ACME);
    }

    @Test
    void aDeploymentThatCannotBeReadIsRefused() {
        request.sending("grant_type", "password").sending("deployment", "a/b/c");

        assertThatThrownBy(() -> process(null, null)).isInstanceOf(TokenInterceptorException.class);
    }

    @Nested
    class ACode {
        @Test
        void ofTheLastLoginIsExchanged() {
            request.noted("client_request_param_deployment", "prod-eu")
                    .noted("nonce", "n1")
                    .noted("code_challenge", "c1")
                    .asking("openid");

            assertThatCode(() -> process(code("openid", "n1", "c1"), null)).doesNotThrowAnyException();
        }

        @Test
        void ofAnEarlierLoginIsRefusedWhereOneOfThemNarrows() {
            request.noted("client_request_param_deployment", "prod-eu")
                    .noted("code_challenge", "c2")
                    .asking("openid");

            assertThatThrownBy(() -> process(code("openid", null, "c1"), null))
                    .isInstanceOf(TokenInterceptorException.class);
        }

        @Test
        void thatAskedForACustomerIsRefusedWhereTheLastLoginDidNot() {
            request.asking("openid");

            assertThatThrownBy(() -> process(code("openid organization:globex", null, null), null))
                    .isInstanceOf(TokenInterceptorException.class);
        }

        @Test
        void ofAnEarlierLoginIsExchangedWhereNoneNarrows() {
            request.noted("code_challenge", "c2").asking("openid");

            assertThatCode(() -> process(code("openid email", null, "c1"), null))
                    .doesNotThrowAnyException();
        }

        private OAuth2Code code(String scope, @Nullable String nonce, @Nullable String challenge) {
            return new OAuth2Code("id", "client", 0, nonce, scope, null, null, challenge, "S256", null, "session");
        }
    }
}
