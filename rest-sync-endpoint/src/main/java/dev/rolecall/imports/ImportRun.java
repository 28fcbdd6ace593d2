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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One run over one import, from its checkpoint to its end or to where it must let go. What the source may give, and whether its
 * sender may still send, is read again before each block; what columns mean stays as it was at the start of the run.
 */
final class ImportRun {
    private static final Logger LOG = Logger.getLogger(ImportRun.class);

    /** Runs without a block applied, after which an import is given up. */
    private static final int MOST_ATTEMPTS = 10;

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final KeycloakSessionFactory factory;
    private final Lease lease;
    private final StoredImport stored;
    private final BooleanSupplier stopping;

    ImportRun(KeycloakSessionFactory factory, Lease lease, StoredImport stored, BooleanSupplier stopping) {
        this.factory = factory;
        this.lease = lease;
        this.stored = stored;
        this.stopping = stopping;
    }

    void run() {
        try {
            if (stored.attempt() > MOST_ATTEMPTS) {
                end(ImportState.FAILED, "It could not be applied; the server's log says why.");
                return;
            }
            if (stored.leavers() != null && stored.leavers().released()) {
                leave(new Leaving(factory, lease, stored));
                return;
            }
            Optional<Columns> columns = columns();
            if (columns.isEmpty()) {
                end(ImportState.FAILED, ImportPermission.SOURCE_GONE);
                return;
            }
            apply(columns.get());
        } catch (Checkpoint.LostException | RealmJob.RealmGoneException e) {
            LOG.infof("Import %s is no longer this node's", stored.id());
        } catch (UnreadableBodyException e) {
            end(ImportState.FAILED, e.reason());
        } catch (IOException | RuntimeException e) {
            // Whatever it was, the thread and the import must survive it.
            if (isRealmClosed()) {
                release(Duration.ZERO);
            } else {
                retry(e);
            }
        }
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
                (session, realm) -> ImportPermission.of(
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
            while (!rows.isEmpty()) {
                if (stopping.getAsBoolean()) {
                    release(Duration.ZERO);
                    return;
                }
                ImportPermission permission = permission();
                if (permission instanceof ImportPermission.Taken taken) {
                    end(ImportState.FAILED, taken.reason());
                    return;
                }
                if (permission instanceof ImportPermission.Given given) {
                    upsert.apply(
                            given.rules(),
                            rows,
                            new NamedPeople(stored, new Checkpoint(lease, from, rows, file.bytesRead(), stopwatch)));
                }
                from += rows.size();
                rows = blocks.next();
            }
            finish(from);
        }
    }

    /** @param rows of the file, all applied */
    private void finish(long rows) {
        if (!stored.mode().equals(Snapshot.MODE)) {
            end(ImportState.COMPLETED, null);
            return;
        }
        Optional<String> refusal = Snapshot.refusal(rows);
        if (refusal.isPresent()) {
            end(ImportState.FAILED, refusal.get());
            return;
        }
        Leaving leaving = new Leaving(factory, lease, stored);
        if (leaving.begin()) {
            leave(leaving);
        }
    }

    private void leave(Leaving leaving) {
        boolean more = true;
        while (more) {
            if (stopping.getAsBoolean()) {
                release(Duration.ZERO);
                return;
            }
            ImportPermission permission = permission();
            if (permission instanceof ImportPermission.Taken taken) {
                end(ImportState.FAILED, taken.reason());
                return;
            }
            more = permission instanceof ImportPermission.Given given && leaving.next(given.rules());
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
        if (inTransaction(queue -> queue.end(lease, end, error))) {
            LOG.infof("Import %s is %s", stored.id(), end);
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

    /** The next run tries again, later each time. */
    private void retry(Exception cause) {
        Duration delay = Duration.ofSeconds(1L << Math.min(10, stored.attempt()));
        if (stopping.getAsBoolean()) {
            LOG.debugf("Import %s is left to be gone on with: %s", stored.id(), CauseTrail.of(cause));
        } else {
            LOG.warnf("Import %s is tried again (run %d): %s", stored.id(), stored.attempt(), CauseTrail.of(cause));
        }
        release(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
    }

    private void release(Duration delay) {
        try {
            inTransaction(queue -> {
                queue.release(lease, delay);
                return true;
            });
        } catch (RuntimeException e) { // no harm: the lease ends by itself
            LOG.debugf("Import %s is let go when its lease runs out: %s", stored.id(), CauseTrail.of(e));
        }
    }

    private <T> T inTransaction(Function<ImportQueue, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> work.apply(new ImportQueue(session)));
    }
}
