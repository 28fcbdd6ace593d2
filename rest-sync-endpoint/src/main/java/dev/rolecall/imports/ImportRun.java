package dev.rolecall.imports;

import dev.rolecall.access.Origin;
import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Claim;
import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.people.UpsertRules;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.RealmJob;
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

/** One run over one import, from its checkpoint to its end or to where it must let go. */
final class ImportRun {
    private static final Logger LOG = Logger.getLogger(ImportRun.class);

    /** Runs without a block applied, after which an import is given up. */
    private static final int MOST_ATTEMPTS = 10;

    private static final String SOURCE_GONE = "The source was removed or disabled.";

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final KeycloakSessionFactory factory;
    private final Claim claim;
    private final StoredImport stored;
    private final BooleanSupplier stopping;

    ImportRun(KeycloakSessionFactory factory, Claim claim, StoredImport stored, BooleanSupplier stopping) {
        this.factory = factory;
        this.claim = claim;
        this.stored = stored;
        this.stopping = stopping;
    }

    /** The source's rules and the columns it understands, as they are at the start of a run. */
    private record Setting(UpsertRules rules, Columns columns) {}

    void run() {
        try {
            if (stored.attempt() > MOST_ATTEMPTS) {
                end(ImportState.FAILED, "It could not be applied; the server's log says why.");
                return;
            }
            Optional<Setting> setting = setting();
            if (setting.isEmpty()) {
                end(ImportState.FAILED, SOURCE_GONE);
                return;
            }
            apply(setting.get());
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

    private Optional<Setting> setting() {
        return RealmJob.in(
                factory,
                stored.realmId(),
                (session, realm) -> new Sources(realm)
                        .byId(stored.sourceId())
                        .map(source -> new Setting(
                                new UpsertRules(
                                        source.settings().rules(new Origin(Origin.Kind.IMPORT, source.id())),
                                        stored.sender()),
                                new Columns(
                                        ProfileAttributes.of(session),
                                        source.settings().emptyCells()))));
    }

    private void apply(Setting start) throws IOException {
        try (StoredFile file = new StoredFile(factory, stored);
                RowReader reader = stored.format().open(file, start.columns)) {
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
                Optional<Setting> now = setting(); // what the source may give can be taken back while it runs
                if (now.isEmpty()) {
                    end(ImportState.FAILED, SOURCE_GONE);
                    return;
                }
                new PeopleUpsert(factory, stored.realmId(), now.get().rules)
                        .apply(rows, new Checkpoint(claim, from, rows, file.bytesRead(), stopwatch));
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
                queue.warn(claim, warnings);
                return true;
            });
        }
    }

    private void end(ImportState end, @Nullable String error) {
        if (inTransaction(queue -> queue.end(claim, end, error))) {
            LOG.infof("Import %s is %s", stored.id(), end);
        }
    }

    /** Nothing is wrong with an import whose realm was disabled or opted out: it waits until the realm opens again. */
    private boolean isRealmClosed() {
        try {
            return RealmJob.in(factory, stored.realmId(), (session, realm) -> !Gate.isOpen(realm));
        } catch (RealmJob.RealmGoneException e) {
            return true;
        } catch (RuntimeException e) {
            LOG.debug("The realm cannot be looked at", e);
            return false;
        }
    }

    /** The next run tries again, later each time. */
    private void retry(Exception cause) {
        Duration delay = Duration.ofSeconds(1L << Math.min(10, stored.attempt()));
        if (stopping.getAsBoolean()) {
            LOG.debugf(cause, "Import %s is left to be gone on with", stored.id());
        } else {
            LOG.warnf("Import %s is tried again (run %d): %s", stored.id(), stored.attempt(), Trouble.of(cause));
            LOG.debugf(cause, "Import %s", stored.id());
        }
        release(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
    }

    private void release(Duration delay) {
        try {
            inTransaction(queue -> {
                queue.release(claim, delay);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.debugf(e, "Import %s is let go when its lease runs out", stored.id());
        }
    }

    private <T> T inTransaction(Function<ImportQueue, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> work.apply(new ImportQueue(session)));
    }
}
