package dev.rolecall.claims;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/** {@link RoleGuard} for the access token of every client, after all mappers and all other processors. */
final class GuardProcessor implements TokenPostProcessor {
    private final KeycloakSession session;

    GuardProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext issued) {
        if (issued.accessToken() != null) {
            RoleGuard.guard(
                    issued.accessToken(),
                    session,
                    issued.clientSessionCtx().getClientSession().getRealm());
        }
    }

    @Override
    public void close() {}
}
