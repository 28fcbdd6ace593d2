package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.CauseTrail;
import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Sender;
import dev.rolecall.sync.rows.Columns;
import dev.rolecall.sync.rows.ProfileAttributes;
import dev.rolecall.sync.rows.RowBlocks;
import dev.rolecall.sync.rows.RowReader;
import dev.rolecall.sync.rows.UnreadableBodyException;
import dev.rolecall.sync.source.Sources;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * sender may still send, is read again before each block; what columns mean stays as it was at the start of the run.
 */
final class ImportRun {
    private static final Logger LOG = Logger.getLogger(ImportRun.class);

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
                        .map(source -> ProfileAttributes.columns(
                                session, source.settings().emptyCells())));
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

    private void apply(Columns columns) throws IOException {
        try (StoredFile file = new StoredFile(factory, stored);
                RowReader reader = stored.format().open(file, columns)) {
            PeopleUpsert upsert = new PeopleUpsert(factory, stored.realmId());
            Stopwatch stopwatch = new Stopwatch();
            RowBlocks blocks = new RowBlocks(reader, this::seen);
            long from = stored.counts().rows();
            blocks.skip(from);
            List<Row> rows = blocks.next();
            warn(reader.warnings());
            shift.arrived();
            stopwatch.lap(); // what was read again is no work on new rows
            while (!rows.isEmpty()) {
                if (shift.isOver()) {
                    releases.release(lease, Setback.NONE);
                    return;
                }
                ImportPermission permission = permission();
                if (permission instanceof ImportPermission.Withdrawn) {
                    end(ImportState.CANCELLED, null);
                    return;
                }
                if (permission instanceof ImportPermission.Taken taken) {
                    end(ImportState.FAILED, taken.reason());
                    return;
                }
                if (permission instanceof ImportPermission.Given given) {
                    upsert.apply(
                            given.rules(),
                            rows,
                            new Checkpoint(
                                    lease,
                                    from,
                                    rows,
                                    file.bytesRead(),
                                    stopwatch,
                                    outcomes -> metrics.applied(realmName, outcomes)));
                }
                from += rows.size();
                rows = blocks.next();
            }
            end(ImportState.COMPLETED, null);
        }
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
        if (inTransaction(queue -> queue.end(lease, end, error))) {
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
