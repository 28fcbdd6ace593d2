package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.StoredImport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Everybody who follows an import on this node. What they follow is read from the database twice a second, all of it in
 * one short transaction: so any node can tell of an import that another works on, and a stream holds neither a thread
 * nor a connection.
 */
final class Watches {
    private static final Logger LOG = Logger.getLogger(Watches.class);

    /** Between two looks at what is followed. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    /** The longest stream. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    static final int MOST = 200;
    static final int MOST_OF_REALM = 20;

    private final Function<Set<String>, List<StoredImport>> stored;
    private final List<Entry> entries = new ArrayList<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Executor executor;
    private boolean stopped;

    /** @param stored reads imports by their ids */
    Watches(Function<Set<String>, List<StoredImport>> stored) {
        this.stored = stored;
    }

    static Watches of(KeycloakSessionFactory factory) {
        return new Watches(ids -> KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> new ImportStore(session).findAll(ids)));
    }

    private record Entry(String realmId, Watch watch) {}

    void start(Executor threads) {
        executor = threads;
    }

    /**
     * Tells him how things are, and from now on what changes.
     *
     * @return why not, when as many follow already as may; then he is told nothing
     */
    synchronized Optional<String> add(Watch watch, StoredImport state, Instant now) {
        String realmId = state.realmId();
        if (stopped || entries.size() >= MOST) {
            return Optional.of("The server tells " + MOST + " followers of imports at once; come again later.");
        }
        if (entries.stream().filter(entry -> entry.realmId().equals(realmId)).count() >= MOST_OF_REALM) {
            return Optional.of(
                    "The server tells " + MOST_OF_REALM + " followers of a realm's imports at once; come again later.");
        }
        if (watch.look(state, now)) {
            entries.add(new Entry(realmId, watch));
        }
        return Optional.empty();
    }

    /** Returns at once. */
    void tick() {
        Executor threads = executor;
        if (threads == null || isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    look(Instant.ofEpochMilli(Time.currentTimeMillis()));
                } catch (RuntimeException e) { // the database may be away; the next tick tries again
                    LOG.debugf("Followers of imports are told later: %s", CauseTrail.of(e));
                } finally {
                    looking.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            looking.set(false);
        }
    }

    /** Tells everybody what is new to him. */
    void look(Instant now) {
        List<Entry> followed = followed();
        Set<String> ids =
                followed.stream().map(entry -> entry.watch().importId()).collect(Collectors.toSet());
        Map<String, StoredImport> states =
                stored.apply(ids).stream().collect(Collectors.toMap(StoredImport::id, Function.identity()));
        List<Entry> closed = followed.stream()
                .filter(entry -> !entry.watch().look(states.get(entry.watch().importId()), now))
                .toList();
        forget(closed);
    }

    /** Nobody is told anything any more: a client asks another node. */
    synchronized void stop() {
        stopped = true;
        entries.forEach(entry -> entry.watch().close());
        entries.clear();
    }

    synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    private synchronized List<Entry> followed() {
        return List.copyOf(entries);
    }

    private synchronized void forget(List<Entry> closed) {
        entries.removeAll(closed);
    }
}
