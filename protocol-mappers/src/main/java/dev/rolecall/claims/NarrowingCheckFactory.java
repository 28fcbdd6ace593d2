package dev.rolecall.claims;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProviderFactory;

/** Registers {@link NarrowingCheck}. */
public final class NarrowingCheckFactory implements AuthorizationEndpointCheckProviderFactory {
    @Override
    public AuthorizationEndpointCheckProvider create(KeycloakSession session) {
        return new NarrowingCheck(session);
    }

    @Override
    public boolean isSupported(Config.Scope config) {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "rolecall-narrowing";
    }
}
