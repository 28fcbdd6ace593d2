package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.SnapshotStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends held imports nobody has decided about, and removes imports that ended long ago, with what they said of each row, on
 * one node of the cluster at a time. Each batch commits by itself, and what one run does not get done the next one does.
 */
final class Cleanup {
    private static final Logger LOG = Logger.getLogger(Cleanup.class);

    /** Of the timer, and in the cluster of who is at it. */
    static final String NAME = "rolecall-import-cleanup";

    /** Rows of a transaction. */
    static final int BATCH = 5_000;

    /** Batches of one run; then other nodes have their turn. */
    private static final int MOST_BATCHES = 400;

    private final KeycloakSessionFactory factory;
    private final EngineSettings settings;
    private final AtomicBoolean atIt = new AtomicBoolean();
    private volatile @Nullable Executor executor;
    private volatile boolean stopping;

    Cleanup(KeycloakSessionFactory factory, EngineSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    void start(Executor threads) {
        executor = threads;
    }

    void stop() {
        stopping = true;
    }

    /** Returns at once. */
    void tick() {
        Executor threads = executor;
        if (stopping || threads == null || !atIt.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            atIt.set(false);
        }
    }

    private void run() {
        try {
            KeycloakModelUtils.runJobInTransaction(
                    factory,
                    session -> session.getProvider(ClusterProvider.class)
                            .executeIfNotExecuted(
                                    NAME,
                                    (int) Math.max(1, settings.cleanupInterval().toSeconds()),
                                    () -> {
                                        rejectUndecided();
                                        if (!settings.keepsForever()) {
                                            remove();
                                        }
                                        return true;
                                    }));
        } catch (RuntimeException e) { // the next run tries again
            if (stopping) {
                LOG.debugf("Imports are cleared away by the next run: %s", CauseTrail.of(e));
            } else {
                LOG.warnf("Imports could not be cleared away: %s", CauseTrail.of(e));
            }
        } finally {
            atIt.set(false);
        }
    }

    private void rejectUndecided() {
        Map<String, String> undecided = KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> new SnapshotStore(session).undecided());
        undecided.forEach((id, realmId) -> {
            if (!stopping && reject(id, realmId)) {
                LOG.warnf("Import %s is rejected: nobody decided within %d days", id, Snapshot.DECISION.toDays());
            }
        });
    }

    private boolean reject(String id, String realmId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            boolean rejected = new SnapshotStore(session).reject(id, Snapshot.UNDECIDED);
            if (rejected) {
                EndOfImport.announce(session, realmId, id);
            }
            return rejected;
        });
    }

    private void remove() {
        long before = Time.currentTimeMillis() - settings.retention().toMillis();
        int batches = 0;
        int removed = 0;
        List<String> ids = ended(before);
        while (!stopping && !ids.isEmpty() && batches < MOST_BATCHES) {
            for (String id : ids) {
                boolean gone = false;
                while (!stopping && !gone && batches++ < MOST_BATCHES) {
                    gone = removeBatch(id);
                }
                removed += gone ? 1 : 0;
            }
            ids = ended(before);
        }
        if (removed > 0) {
            LOG.infof(
                    "Removed %d imports that ended more than %d days ago",
                    removed, settings.retention().toDays());
        }
    }

    private List<String> ended(long before) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> new ImportStore(session).endedBefore(before));
    }

    private boolean removeBatch(String id) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> new ImportStore(session).removeBatch(id, BATCH));
    }
}
