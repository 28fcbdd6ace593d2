package dev.rolecall.claims;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Registers {@link NarrowingProcessor}. */
public final class NarrowingProcessorFactory implements TokenPostProcessorFactory {
    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new NarrowingProcessor(session);
    }

    @Override
    public String getId() {
        return "rolecall-narrowing";
    }
}
