package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.AccessProviderFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The one implementation of the access model; it registers the listener that keeps the model true. */
public final class JpaAccessProviderFactory implements AccessProviderFactory {
    private final Catalogs catalogs = new Catalogs(Clock.systemUTC());

    @Override
    public AccessProvider create(KeycloakSession session) {
        return new JpaAccessProvider(session, catalogs);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new AccessRules(catalogs));
        factory.register(new EndedAssociations());
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "rolecall";
    }
}
