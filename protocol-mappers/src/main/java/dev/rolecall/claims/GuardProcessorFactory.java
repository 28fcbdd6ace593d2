package dev.rolecall.claims;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Registers {@link GuardProcessor}. */
public final class GuardProcessorFactory implements TokenPostProcessorFactory {
    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new GuardProcessor(session);
    }

    /** Keycloak runs the highest order first, so this one is last. */
    @Override
    public int order() {
        return Integer.MIN_VALUE;
    }

    @Override
    public String getId() {
        return "rolecall-guard";
    }
}
