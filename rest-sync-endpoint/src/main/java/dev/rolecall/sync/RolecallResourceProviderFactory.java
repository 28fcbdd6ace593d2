package dev.rolecall.sync;

import dev.rolecall.directory.ExpiryTask;
import dev.rolecall.directory.LastDayTask;
import dev.rolecall.imports.Imports;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** {@code /realms/{realm}/rolecall}, and what goes on in the background of each node: imports, and the end of what is expired and of who has left. */
public final class RolecallResourceProviderFactory implements RealmResourceProviderFactory {
    public static final String PROVIDER_ID = "rolecall";

    private final SyncTurns turns = new SyncTurns();
    private Config.@Nullable Scope config;
    private @Nullable Imports imports;

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope scope) {
        config = scope;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        Imports started = new Imports(factory, Objects.requireNonNull(config));
        started.start();
        imports = started;
        new ExpiryTask(factory, Objects.requireNonNull(config)).start();
        new LastDayTask(factory, Objects.requireNonNull(config)).start();
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RolecallResourceProvider(session, Objects.requireNonNull(imports), turns);
    }

    @Override
    public void close() {
        if (imports != null) {
            imports.stop();
        }
    }
}
