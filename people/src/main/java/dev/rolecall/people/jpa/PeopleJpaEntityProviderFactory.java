package dev.rolecall.people.jpa;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Adds {@link PersonKeyEntity} and its change log to the server's database. */
public final class PeopleJpaEntityProviderFactory implements JpaEntityProviderFactory {
    /** Keycloak names the change-log table after the first ten letters. */
    static final String PROVIDER_ID = "rc-people";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new PeopleJpaEntityProvider();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
