package dev.rolecall.people;

import org.keycloak.Config;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Lets people log in with passwords that an older system hashed with bcrypt. */
public final class BcryptHashProviderFactory implements PasswordHashProviderFactory {
    @Override
    public String getId() {
        return Bcrypt.ALGORITHM;
    }

    @Override
    public PasswordHashProvider create(KeycloakSession session) {
        return new BcryptHashProvider();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
