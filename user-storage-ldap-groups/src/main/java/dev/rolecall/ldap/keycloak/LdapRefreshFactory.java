package dev.rolecall.ldap.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;

/** Registers {@link LdapRefresh}. */
public final class LdapRefreshFactory implements RefreshTokenProviderFactory {
    static final String PROVIDER_ID = "rolecall-ldap-refresh";

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new LdapRefresh(session);
    }

    /** Keycloak asks the highest order first, so this one is before whichever makes the tokens. */
    @Override
    public int order() {
        return 1_000;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
