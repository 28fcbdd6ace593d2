package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.UnstoredGrants;
import dev.rolecall.access.UnstoredGrantsFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers {@link LdapUnstored}. */
public final class LdapUnstoredFactory implements UnstoredGrantsFactory {
    @Override
    public UnstoredGrants create(KeycloakSession session) {
        return new LdapUnstored(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "ldap";
    }
}
