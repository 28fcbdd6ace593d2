package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.imports.jpa.ImportQueue.Waiting;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.sync.gate.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Applies imports on this node. What is to be done is in the database alone: the worker looks there every few seconds
 * and whenever a file has arrived here, so it finds what a killed server left, and what another node left behind.
 */
final class ImportWorker {
    private static final Logger LOG = Logger.getLogger(ImportWorker.class);

    /** Imports applied at once on one node, each of another source. */
    private static final int AT_ONCE = 2;

    private final KeycloakSessionFactory factory;
    private final Duration slice;
    private final Releases releases;
    private final ImportMetrics metrics;
    private final Turns turns = new Turns();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicBoolean keeping = new AtomicBoolean();
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean troubled = new AtomicBoolean();
    private volatile @Nullable Executor executor;
    private volatile boolean stopping;

    /** @param slice how long a run keeps others waiting */
    ImportWorker(KeycloakSessionFactory factory, Duration slice, ImportMetrics metrics) {
        this.factory = factory;
        this.slice = slice;
        this.metrics = metrics;
        this.releases = new Releases(factory);
    }

    void start(Executor threads) {
        executor = threads;
    }

    void stop() {
        stopping = true;
    }

    /** Returns at once. */
    void tick() {
        submit(keeping.compareAndSet(false, true), this::keep);
        submit(free.tryAcquire(), this::work);
    }

    private void submit(boolean wanted, Runnable job) {
        Executor threads = executor;
        if (!wanted || threads == null) {
            return;
        }
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops: no more imports on this node");
        }
    }

    /** Renews the leases of this node, lets go what it could not let go, and clears away uploads that broke off with their server. */
    private void keep() {
        try {
            if (!leases.isEmpty()) {
                KeycloakModelUtils.runJobInTransaction(factory, session -> new ImportQueue(session).renew(leases));
            }
            releases.catchUp();
            for (String silent : silentUploads()) {
                KeycloakModelUtils.runJobInTransaction(factory, session -> new ImportStore(session).giveUp(silent));
            }
            if (metrics.isRead()) {
                metrics.waiting(KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> new ImportQueue(session).backlog()));
            }
        } catch (RuntimeException e) { // the database may be away; the next tick tries again
            trouble(e);
        } finally {
            keeping.set(false);
        }
    }

    private List<String> silentUploads() {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> new ImportStore(session).silent());
    }

    /** Applies import after import until none waits. */
    private void work() {
        try {
            Optional<Run> run = next();
            while (run.isPresent()) {
                run.get().run();
                run = next();
            }
            troubled.set(false);
        } catch (RuntimeException e) { // as above: the thread is the server's, and the import waits
            trouble(e);
        } finally {
            free.release();
        }
    }

    /** One after the other: two that choose at once would both choose for the realm whose turn it is. */
    private synchronized Optional<Run> next() {
        if (stopping) {
            return Optional.empty();
        }
        for (Waiting waiting : turns.inOrder(waiting())) {
            Lease lease = new Lease(waiting.id(), UUID.randomUUID().toString());
            Optional<StoredImport> taken = take(lease);
            if (taken.isPresent()) {
                turns.began(waiting);
                return Optional.of(new Run(lease, taken.get()));
            }
        }
        return Optional.empty();
    }

    private List<Waiting> waiting() {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> new ImportQueue(session)
                        .waiting().stream()
                                .filter(waiting -> isOpen(session, waiting.realmId()))
                                .toList());
    }

    /** An import of a realm that is closed for now waits until it opens again. */
    private static boolean isOpen(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        return realm != null && Gate.isOpen(realm);
    }

    private Optional<StoredImport> take(Lease lease) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> new ImportQueue(session).take(lease));
        } catch (ModelDuplicateException e) {
            return Optional.empty(); // another node runs one of the same source
        }
    }

    /** Logged once, not every few seconds: the database may be away for long. */
    private void trouble(RuntimeException e) {
        if (stopping || !troubled.compareAndSet(false, true)) {
            LOG.debugf("Imports cannot be worked on: %s", CauseTrail.of(e));
        } else {
            LOG.warnf("Imports cannot be worked on for now, tried again every few seconds: %s", CauseTrail.of(e));
        }
    }

    private final class Run implements ImportRun.Shift {
        private final Lease lease;
        private final StoredImport stored;
        private final Slice mine = new Slice(slice, System::nanoTime);

        private Run(Lease lease, StoredImport stored) {
            this.lease = lease;
            this.stored = stored;
        }

        private void run() {
            leases.add(lease);
            try {
                new ImportRun(factory, lease, stored, this, releases, metrics).run();
            } finally {
                leases.remove(lease);
            }
        }

        @Override
        public void arrived() {
            mine.arrived();
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }

        @Override
        public boolean isOver() {
            return stopping || (mine.isOver() && isAnothersTurn());
        }

        /** Somebody waits, and this node has no other thread for him. */
        private boolean isAnothersTurn() {
            if (free.availablePermits() == 0
                    && waiting().stream().anyMatch(waiting -> !waiting.id().equals(lease.id()))) {
                return true;
            }
            mine.goOn();
            return false;
        }
    }
}
