package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.SnapshotStore;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.source.SourceRemovedEvent;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import org.keycloak.Config;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.services.resources.ShutdownDelayInitiatedEvent;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.timer.TimerProvider;

/** The imports of this node: the resource they come in by, and the worker behind it. */
public final class Imports {
    private static final String NAME = "rolecall-imports";
    private static final String LOOKING = "rolecall-import-watch";

    /** Between two looks at the database. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final KeycloakSessionFactory factory;
    private final ImportLimits limits;
    private final EngineSettings settings;
    private final ImportWorker worker;
    private final ImportMetrics metrics;
    private final Watches watches;
    private final Cleanup cleanup;

    public Imports(KeycloakSessionFactory factory, Config.Scope config) {
        this.factory = factory;
        this.limits = ImportLimits.from(config);
        this.settings = EngineSettings.from(config);
        this.metrics = new ImportMetrics(Metrics.globalRegistry, settings.realmInMetrics());
        this.worker = new ImportWorker(factory, settings.slice(), metrics);
        this.watches = Watches.of(factory);
        this.cleanup = new Cleanup(factory, settings);
    }

    /** Works from the moment the server is up; every node does, so none needs to be told. */
    public void start() {
        factory.register(this::onEvent);
    }

    private void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent) {
            metrics.start();
            KeycloakModelUtils.runJobInTransaction(factory, this::begin);
        } else if (event instanceof ShutdownDelayInitiatedEvent) {
            stop(); // the caches are still there: what runs can let go in time
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            new ImportStore(session).removeRealm(removed.getRealm().getId());
            // those whom an import created after Keycloak had removed the realm's people
            UserStoragePrivateUtil.userLocalStorage(session).preRemove(removed.getRealm());
        } else if (event instanceof SourceRemovedEvent removed) {
            new SnapshotStore(removed.session()).removeSource(removed.sourceId());
        }
    }

    /** Who applies files must not keep waiting who only looks. */
    private void begin(KeycloakSession session) {
        ExecutorsProvider executors = session.getProvider(ExecutorsProvider.class);
        TimerProvider timer = session.getProvider(TimerProvider.class);
        worker.start(executors.getExecutor(NAME));
        timer.schedule(worker::tick, INTERVAL.toMillis(), NAME);
        watches.start(executors.getExecutor(LOOKING));
        timer.schedule(watches::tick, Watches.INTERVAL.toMillis(), LOOKING);
        cleanup.start(executors.getExecutor(LOOKING));
        timer.schedule(cleanup::tick, settings.cleanupInterval().toMillis(), Cleanup.NAME);
    }

    public ImportsResource resource(KeycloakSession session, Gate gate) {
        return new ImportsResource(
                session, gate, new Receiver(factory, limits), limits, worker::tick, new Following(session, watches));
    }

    /** Does not wait: what runs lets go after its block, and if it cannot, another node takes over. */
    public void stop() {
        worker.stop();
        watches.stop();
        cleanup.stop();
    }
}
