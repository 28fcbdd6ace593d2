package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Claim;
import dev.rolecall.imports.jpa.ImportQueue.Waiting;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.sync.gate.Gate;
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
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicBoolean keeping = new AtomicBoolean();
    private final Set<Claim> claims = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean troubled = new AtomicBoolean();
    private volatile @Nullable Executor executor;
    private volatile boolean stopping;

    ImportWorker(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    void start(Executor threads) {
        executor = threads;
    }

    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
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

    /** Renews the leases of this node, and clears away uploads that broke off with their server. */
    private void keep() {
        try {
            if (!claims.isEmpty()) {
                KeycloakModelUtils.runJobInTransaction(factory, session -> new ImportQueue(session).renew(claims));
            }
            for (String silent : silentUploads()) {
                KeycloakModelUtils.runJobInTransaction(factory, session -> new ImportStore(session).giveUp(silent));
            }
        } catch (RuntimeException e) {
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
        } catch (RuntimeException e) {
            trouble(e);
        } finally {
            free.release();
        }
    }

    private Optional<Run> next() {
        if (stopping) {
            return Optional.empty();
        }
        for (Waiting waiting : waiting()) {
            Claim claim = new Claim(waiting.id(), UUID.randomUUID().toString());
            Optional<StoredImport> claimed = claim(claim);
            if (claimed.isPresent()) {
                return Optional.of(new Run(claim, claimed.get()));
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

    private Optional<StoredImport> claim(Claim claim) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> new ImportQueue(session).claim(claim));
        } catch (ModelDuplicateException e) {
            return Optional.empty(); // another node runs one of the same source
        }
    }

    /** Logged once, not every few seconds: the database may be away for long. */
    private void trouble(RuntimeException e) {
        if (stopping || !troubled.compareAndSet(false, true)) {
            LOG.debug("Imports cannot be worked on", e);
        } else {
            LOG.warnf("Imports cannot be worked on for now, tried again every few seconds: %s", Trouble.of(e));
        }
    }

    private final class Run {
        private final Claim claim;
        private final StoredImport stored;

        private Run(Claim claim, StoredImport stored) {
            this.claim = claim;
            this.stored = stored;
        }

        private void run() {
            claims.add(claim);
            try {
                new ImportRun(factory, claim, stored, ImportWorker.this::isStopping).run();
            } finally {
                claims.remove(claim);
            }
        }
    }
}
