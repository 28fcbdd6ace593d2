package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.SnapshotStore;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.source.SourceRemovedEvent;
import org.keycloak.Config;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.resources.ShutdownDelayInitiatedEvent;
import org.keycloak.timer.TimerProvider;

/** The imports of this node: the resource they come in by, and the worker behind it. */
public final class Imports {
    private static final String NAME = "rolecall-imports";
    private static final long INTERVAL_MILLIS = 5_000;

    private final KeycloakSessionFactory factory;
    private final ImportLimits limits;
    private final ImportWorker worker;

    public Imports(KeycloakSessionFactory factory, Config.Scope config) {
        this.factory = factory;
        this.limits = ImportLimits.from(config);
        this.worker = new ImportWorker(factory);
    }

    /** Works from the moment the server is up; every node does, so none needs to be told. */
    public void start() {
        factory.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent) {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                worker.start(session.getProvider(ExecutorsProvider.class).getExecutor(NAME));
                session.getProvider(TimerProvider.class).schedule(worker::tick, INTERVAL_MILLIS, NAME);
            });
        } else if (event instanceof ShutdownDelayInitiatedEvent) {
            stop(); // the caches are still there: what runs can let go in time
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            new ImportStore(removed.getKeycloakSession())
                    .removeRealm(removed.getRealm().getId());
        } else if (event instanceof SourceRemovedEvent removed) {
            new SnapshotStore(removed.session()).removeSource(removed.sourceId());
        }
    }

    public ImportsResource resource(KeycloakSession session, Gate gate) {
        return new ImportsResource(session, gate, new Receiver(factory, limits), limits, worker::tick);
    }

    /** Does not wait: what runs lets go after its block, and if it cannot, another node takes over. */
    public void stop() {
        worker.stop();
    }
}
