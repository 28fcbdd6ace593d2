package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.FileBlocks.Block;
import dev.rolecall.imports.jpa.DryRunNames;
import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.ChunkListener;
import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.people.UpsertRules;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Sender;
import dev.rolecall.sync.rows.Columns;
import dev.rolecall.sync.rows.ProfileAttributes;
import dev.rolecall.sync.rows.RowReader;
import dev.rolecall.sync.rows.RowTerms;
import dev.rolecall.sync.rows.UnreadableBodyException;
import dev.rolecall.sync.source.ImportMode;
import dev.rolecall.sync.source.Source;
import dev.rolecall.sync.source.Sources;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One run over one import, from its checkpoint to its end or to where it must let go. What the source may give, and whether its
 * sender may still send, is read again before each block; what columns mean stays as it was when the file was taken.
 */
final class ImportRun {
    private static final Logger LOG = Logger.getLogger(ImportRun.class);

    private static final String READER = "rolecall-import-reader";

    private final KeycloakSessionFactory factory;
    private final Lease lease;
    private final StoredImport stored;
    private final Shift shift;
    private final Releases releases;
    private final ImportMetrics metrics;
    private String realmName = "";

    ImportRun(
            KeycloakSessionFactory factory,
            Lease lease,
            StoredImport stored,
            Shift shift,
            Releases releases,
            ImportMetrics metrics) {
        this.factory = factory;
        this.lease = lease;
        this.stored = stored;
        this.shift = shift;
        this.releases = releases;
        this.metrics = metrics;
    }

    /** When a run must let its import go though nothing is wrong with it. */
    interface Shift {
        /** The rows that are applied are behind it. */
        void arrived();

        /** Whether the server stops. */
        boolean isStopping();

        /** Asked after each block: whether the server stops, or it is somebody else's turn. */
        boolean isOver();
    }

    void run() {
        try {
            applyWhatIsLeft();
        } catch (Checkpoint.LostException | RealmJob.RealmGoneException e) {
            LOG.infof("Import %s is no longer this node's", stored.id());
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it was, the thread and the import must survive it: an import may be too much for one node's
            // memory.
            letGo(e);
        }
    }

    private void applyWhatIsLeft() throws IOException {
        try {
            if (beginCancelled()) {
                end(ImportState.CANCELLED, null);
                return;
            }
            if (stored.attempt() > Setback.MOST_ATTEMPTS) {
                end(ImportState.FAILED, "It could not be applied; the server's log says why.");
                return;
            }
            if (stored.leavers() != null && stored.leavers().released()) {
                shift.arrived();
                leave(new Leaving(factory, lease, stored));
                return;
            }
            Optional<Columns> columns = columns();
            if (columns.isEmpty()) {
                end(ImportState.FAILED, ImportPermission.SOURCE_GONE);
                return;
            }
            apply(columns.get());
        } catch (UnreadableBodyException e) {
            end(ImportState.FAILED, e.reason());
        }
    }

    /** Whether it is to be cancelled. */
    private boolean beginCancelled() {
        return RealmJob.in(factory, stored.realmId(), (session, realm) -> {
            realmName = realm.getName();
            return new ImportQueue(session).isToBeCancelled(stored.id());
        });
    }

    private Optional<Columns> columns() {
        return RealmJob.in(
                factory,
                stored.realmId(),
                (session, realm) -> new Sources(realm)
                        .usable(stored.sourceId())
                        .map(source -> ProfileAttributes.columns(session, terms(source))));
    }

    /** As they were when the file was taken: who edits a source does not change what is on its way. */
    private RowTerms terms(Source source) {
        RowTerms taken = stored.terms();
        return taken == null ? source.settings().terms() : taken;
    }

    private ImportPermission permission() {
        return RealmJob.in(
                factory,
                stored.realmId(),
                (session, realm) -> new ImportQueue(session).isToBeCancelled(stored.id())
                        ? new ImportPermission.Withdrawn()
                        : ImportPermission.of(
                                new Sources(realm).usable(stored.sourceId()),
                                Sender.of(session, realm, stored.sender()),
                                stored.sender()));
    }

    /** What the next rows may do; empty when the run ended or let go. */
    private Optional<UpsertRules> rules() {
        if (shift.isOver()) {
            releases.release(lease, Setback.NONE);
            return Optional.empty();
        }
        ImportPermission permission = permission();
        if (permission instanceof ImportPermission.Given given) {
            return Optional.of(given.rules());
        }
        if (permission instanceof ImportPermission.Taken taken) {
            end(ImportState.FAILED, taken.reason());
        } else {
            end(ImportState.CANCELLED, null);
        }
        return Optional.empty();
    }

    private void apply(Columns columns) throws IOException {
        KnownKeys keys = new KnownKeys(this::seen);
        try (ReadAhead<Block> ahead = ReadAhead.of(new FileBlocks(factory, stored, columns, keys), READER)) {
            PeopleUpsert upsert = upsert();
            Stopwatch stopwatch = new Stopwatch();
            int deferred = inTransaction(queue -> queue.deferred(stored.id())).size();
            long from = stored.counts().rows();
            Block block = ahead.next();
            if (block != null) {
                warn(block.warnings());
            }
            shift.arrived();
            stopwatch.lap(); // what was read again is no work on new rows
            while (block != null && !block.rows().isEmpty()) {
                List<Row> rows = keys.once(block.rows());
                Optional<UpsertRules> rules = rules();
                if (rules.isEmpty()) {
                    return;
                }
                ChunkListener listener =
                        listener(new Checkpoint(lease, from, rows, block.bytesRead(), stopwatch, this::count));
                if (deferred + rows.size() <= PeopleUpsert.MOST_DEFERRED) {
                    deferred += upsert.applyOrDefer(rules.get(), rows, listener);
                } else {
                    upsert.apply(rules.get(), rows, listener);
                }
                from += rows.size();
                block = ahead.next();
            }
            if (deferred > 0 && !applyDeferred(upsert, columns, stopwatch)) {
                return;
            }
            finish(from);
        }
    }

    private PeopleUpsert upsert() {
        return stored.dryRun()
                ? PeopleUpsert.dryRun(
                        factory,
                        stored.realmId(),
                        (session, names) -> new DryRunNames(session, stored.id()).among(names))
                : new PeopleUpsert(factory, stored.realmId());
    }

    /** The later rows of a dry run look at who would have which name by then; real rows say who is of the source. */
    private ChunkListener listener(ChunkListener checkpoint) {
        return stored.dryRun()
                ? (session, results) -> {
                    checkpoint.applied(session, results);
                    new DryRunNames(session, stored.id()).keep(results);
                }
                : new NamedPeople(stored, checkpoint);
    }

    private void count(Map<String, Long> outcomes) {
        if (!stored.dryRun()) {
            metrics.applied(realmName, outcomes);
        }
    }

    /** Reads the file once more, for the rows that were put aside; false when the run ended or let go meanwhile. */
    private boolean applyDeferred(PeopleUpsert upsert, Columns columns, Stopwatch stopwatch) throws IOException {
        Set<Long> lines = new HashSet<>(inTransaction(queue -> queue.deferred(stored.id())));
        try (StoredFile file = new StoredFile(factory, stored);
                RowReader reader = stored.form().open(file, columns)) {
            DeferredRows deferred = new DeferredRows(reader, lines);
            List<Row> rows = deferred.next();
            while (!rows.isEmpty()) {
                Optional<UpsertRules> rules = rules();
                if (rules.isEmpty()) {
                    return false;
                }
                upsert.applyDeferred(rules.get(), rows, listener(new SettledRows(lease, stopwatch, this::count)));
                rows = deferred.next();
            }
            return true;
        }
    }

    /** @param rows of the file, all applied */
    private void finish(long rows) {
        if (!stored.mode().equals(ImportMode.SNAPSHOT.wire())) {
            end(ImportState.COMPLETED, null);
            return;
        }
        Optional<String> refusal = Snapshot.refusal(rows);
        if (refusal.isPresent()) {
            end(ImportState.FAILED, refusal.get());
            return;
        }
        Leaving leaving = new Leaving(factory, lease, stored);
        if (stored.leavers() != null || leaving.begin()) {
            leave(leaving);
        }
    }

    private void leave(Leaving leaving) {
        boolean more = !stored.dryRun();
        while (more) {
            Optional<UpsertRules> rules = rules();
            if (rules.isEmpty()) {
                return;
            }
            more = leaving.next(rules.get());
        }
        end(ImportState.COMPLETED, null);
    }

    private Set<String> seen(Set<String> keys) {
        return inTransaction(queue -> queue.seen(stored.id(), keys));
    }

    private void warn(List<String> warnings) {
        if (!warnings.isEmpty() && stored.warnings().isEmpty()) {
            inTransaction(queue -> {
                queue.warn(lease, warnings);
                return true;
            });
        }
    }

    private void end(ImportState end, @Nullable String error) {
        boolean ended = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            boolean mine = new ImportQueue(session).end(lease, end, error);
            if (mine) {
                EndOfImport.announce(session, stored.realmId(), stored.id());
            }
            return mine;
        });
        if (ended) {
            LOG.infof("Import %s is %s", stored.id(), end);
            Instant begun = Objects.requireNonNullElse(stored.startedAt(), stored.createdAt());
            metrics.ended(realmName, end, Duration.between(begun, Instant.ofEpochMilli(Time.currentTimeMillis())));
        }
    }

    /** Nothing is wrong with an import whose realm was disabled or opted out: it waits until the realm opens again. */
    private boolean isRealmClosed() {
        try {
            return RealmJob.in(factory, stored.realmId(), (session, realm) -> !Gate.isOpen(realm));
        } catch (RealmJob.RealmGoneException e) {
            return true;
        } catch (RuntimeException e) { // the database may be away, which is tried again like any trouble
            LOG.debugf("The realm cannot be looked at: %s", CauseTrail.of(e));
            return false;
        }
    }

    /** The next run goes on; later each time where this one may be the import's own fault. */
    private void letGo(Throwable cause) {
        if (shift.isStopping() || isRealmClosed()) {
            LOG.debugf("Import %s is left to be gone on with: %s", stored.id(), CauseTrail.of(cause));
            releases.release(lease, Setback.NONE);
            return;
        }
        Setback setback = Setback.of(cause, stored.attempt());
        LOG.warnf("Import %s is tried again (run %d): %s", stored.id(), stored.attempt(), CauseTrail.of(cause));
        releases.release(lease, setback);
    }

    private <T> T inTransaction(Function<ImportQueue, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> work.apply(new ImportQueue(session)));
    }
}
