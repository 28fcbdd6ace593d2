package dev.rolecall.imports.jpa;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The tables of imports. Keycloak keeps their change log in a table named after the first ten letters of the id. */
public final class ImportsJpaEntityProviderFactory implements JpaEntityProviderFactory {
    static final String PROVIDER_ID = "rc-imports";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new ImportsJpaEntityProvider();
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
