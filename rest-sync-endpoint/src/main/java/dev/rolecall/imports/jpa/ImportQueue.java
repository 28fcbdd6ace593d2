package dev.rolecall.imports.jpa;

import dev.rolecall.access.keycloak.BulkRows;
import dev.rolecall.people.RowResult;
import dev.rolecall.people.RowStatus;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Imports as they are worked on, in the transaction of one session. A run owns its import by a lease; whatever it writes
 * says {@code owner = me}, so a run that lost its lease can write nothing more.
 */
public final class ImportQueue {
    private static final String EARLIER_ONE_WAITS =
            "exists (select 1 from RolecallImport e where e.sourceId = i.sourceId and e.state = :queued"
                    + " and (e.queuedAt < i.queuedAt or (e.queuedAt = i.queuedAt and e.id < i.id)))";

    private static final String ANOTHER_RUNS =
            "exists (select 1 from RolecallImport r where r.sourceId = i.sourceId and r.state = :running)";

    /** Those in which nobody works on an import, and which can be cancelled. */
    private static final List<ImportState> IDLE = Arrays.stream(ImportState.values())
            .filter(state -> state != ImportState.RUNNING && state.canBecome(ImportState.CANCELLED))
            .toList();
    /** SQL Server stops at 2,100 parameters, Oracle at 1,000 entries. */
    private static final int IN_LIST = 500;

    private final EntityManager em;

    public ImportQueue(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** An import that could be worked on now. */
    public record Waiting(String id, String realmId, String sourceId) {}

    /** What is yet to be applied, of all realms. */
    public record Backlog(long queued, long running, long bytes) {
        public static final Backlog NONE = new Backlog(0, 0, 0);
    }

    /** Who works on what. */
    public record Lease(String id, String owner) {
        /** How long a run owns its import without renewing; then any node may take it over. */
        public static final Duration TIME = Duration.ofSeconds(30);
    }

    /** The first import in the queue of each source where none runs, and those whose run is gone. */
    public List<Waiting> waiting() {
        return em.createQuery(
                        "select i.id, i.realmId, i.sourceId from RolecallImport i where (i.state = :queued and not "
                                + EARLIER_ONE_WAITS + " and not " + ANOTHER_RUNS
                                + ") or (i.state = :running and i.leaseUntil < :now) order by i.queuedAt, i.id",
                        Object[].class)
                .setParameter("queued", ImportState.QUEUED)
                .setParameter("running", ImportState.RUNNING)
                .setParameter("now", Time.currentTimeMillis())
                .setMaxResults(1_000)
                .getResultStream()
                .map(row -> new Waiting((String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    public Backlog backlog() {
        Map<ImportState, Object[]> rows = em.createQuery(
                        "select i.state, count(i), sum(i.bytesStored - i.bytesRead) from RolecallImport i"
                                + " where i.state in (:open) group by i.state",
                        Object[].class)
                .setParameter("open", List.of(ImportState.QUEUED, ImportState.RUNNING))
                .getResultStream()
                .collect(Collectors.toMap(row -> (ImportState) row[0], Function.identity()));
        return new Backlog(
                number(rows.get(ImportState.QUEUED), 1),
                number(rows.get(ImportState.RUNNING), 1),
                number(rows.get(ImportState.QUEUED), 2) + number(rows.get(ImportState.RUNNING), 2));
    }

    private static long number(Object @Nullable [] row, int place) {
        return row == null ? 0 : ((Number) row[place]).longValue();
    }

    /**
     * Takes an import. Two nodes that take different ones of the same source meet in the unique {@code LANE}: one of
     * the transactions fails.
     */
    public Optional<StoredImport> take(Lease lease) {
        long now = Time.currentTimeMillis();
        String taking = "update RolecallImport i set i.state = :running, i.lane = i.sourceId, i.owner = :owner,"
                + " i.leaseUntil = :until, i.attempts = i.attempts + 1, i.startedAt = coalesce(i.startedAt, :now)"
                + " where i.id = :id and ";
        int taken = em.createQuery(taking + "i.state = :running and i.leaseUntil < :now")
                .setParameter("running", ImportState.RUNNING)
                .setParameter("owner", lease.owner())
                .setParameter("until", now + Lease.TIME.toMillis())
                .setParameter("now", now)
                .setParameter("id", lease.id())
                .executeUpdate();
        if (taken == 0) {
            taken = em.createQuery(taking + "i.state = :queued and not " + EARLIER_ONE_WAITS)
                    .setParameter("running", ImportState.QUEUED.becoming(ImportState.RUNNING))
                    .setParameter("queued", ImportState.QUEUED)
                    .setParameter("owner", lease.owner())
                    .setParameter("until", now + Lease.TIME.toMillis())
                    .setParameter("now", now)
                    .setParameter("id", lease.id())
                    .executeUpdate();
        }
        return taken == 0
                ? Optional.empty()
                : Optional.ofNullable(em.find(ImportEntity.class, lease.id())).map(StoredImport::of);
    }

    /** Keeps these imports for another {@link Lease#TIME}. */
    public void renew(Collection<Lease> leases) {
        for (Lease lease : leases) {
            em.createQuery("update RolecallImport i set i.leaseUntil = :until where i.id = :id and i.owner = :owner")
                    .setParameter("until", Time.currentTimeMillis() + Lease.TIME.toMillis())
                    .setParameter("id", lease.id())
                    .setParameter("owner", lease.owner())
                    .executeUpdate();
        }
    }

    /** What the sender should know about the file as a whole. */
    public void warn(Lease lease, List<String> warnings) {
        em.createQuery("update RolecallImport i set i.warnings = :warnings where i.id = :id and i.owner = :owner")
                .setParameter("warnings", StoredText.ofWarnings(warnings))
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .executeUpdate();
    }

    /**
     * Moves the checkpoint over these rows and writes their results.
     *
     * @param from the checkpoint before them
     * @param read how many bytes of the file are behind the new checkpoint
     * @param worked the time spent on these rows
     * @return false when the run does not own the import any more, or somebody has been here: then nothing of this
     *     transaction may be committed
     */
    public boolean advance(Lease lease, long from, List<RowResult> results, long read, Duration worked) {
        Map<String, Long> counts = results.stream()
                .collect(Collectors.groupingBy(result -> result.status().wire(), Collectors.counting()));
        Function<String, Long> count = status -> counts.getOrDefault(status, 0L);
        int moved = em.createQuery("update RolecallImport i set i.rowsDone = :to, i.created = i.created + :created,"
                        + " i.updated = i.updated + :updated, i.unchanged = i.unchanged + :unchanged,"
                        + " i.rejected = i.rejected + :rejected, i.bytesRead = :read, i.leaseUntil = :until,"
                        + " i.attempts = 0, i.workedMillis = i.workedMillis + :worked,"
                        + " i.recentRows = i.recentRows * 7 / 8 + :rows,"
                        + " i.recentMillis = i.recentMillis * 7 / 8 + :worked"
                        + " where i.id = :id and i.owner = :owner and i.state = :running and i.rowsDone = :from")
                .setParameter("to", from + results.size())
                .setParameter("rows", (long) results.size())
                .setParameter("created", count.apply("created"))
                .setParameter("updated", count.apply("updated"))
                .setParameter("unchanged", count.apply("unchanged"))
                .setParameter("rejected", count.apply("rejected"))
                .setParameter("read", read)
                .setParameter("worked", worked.toMillis())
                .setParameter("until", Time.currentTimeMillis() + Lease.TIME.toMillis())
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .setParameter("running", ImportState.RUNNING)
                .setParameter("from", from)
                .setFlushMode(
                        FlushModeType.COMMIT) // no import is changed as an entity: no need to look through the people
                .executeUpdate();
        if (moved == 1) {
            keep(lease.id(), results);
        }
        return moved == 1;
    }

    /** The lines of the rows that were put aside, in order. */
    public List<Long> deferred(String id) {
        return em.createQuery(
                        "select r.line from RolecallImportRow r where r.importId = :id and r.status = :deferred order by r.line",
                        Long.class)
                .setParameter("id", id)
                .setParameter("deferred", RowStatus.DEFERRED.wire())
                .getResultList();
    }

    /**
     * Writes what became in the end of rows that had been put aside.
     *
     * @param worked the time spent on these rows
     * @return false when the run does not own the import any more, or one of them has its result already: then nothing
     *     of this transaction may be committed
     */
    public boolean settle(Lease lease, List<RowResult> results, Duration worked) {
        Map<String, Long> counts = results.stream()
                .collect(Collectors.groupingBy(result -> result.status().wire(), Collectors.counting()));
        int owned = em.createQuery("update RolecallImport i set i.created = i.created + :created,"
                        + " i.updated = i.updated + :updated, i.unchanged = i.unchanged + :unchanged,"
                        + " i.rejected = i.rejected + :rejected, i.leaseUntil = :until, i.attempts = 0,"
                        + " i.workedMillis = i.workedMillis + :worked"
                        + " where i.id = :id and i.owner = :owner and i.state = :running")
                .setParameter("created", counts.getOrDefault("created", 0L))
                .setParameter("updated", counts.getOrDefault("updated", 0L))
                .setParameter("unchanged", counts.getOrDefault("unchanged", 0L))
                .setParameter("rejected", counts.getOrDefault("rejected", 0L))
                .setParameter("worked", worked.toMillis())
                .setParameter("until", Time.currentTimeMillis() + Lease.TIME.toMillis())
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .setParameter("running", ImportState.RUNNING)
                .executeUpdate();
        if (owned == 0 || removeDeferred(lease.id(), results) != results.size()) {
            return false;
        }
        keep(lease.id(), results);
        return true;
    }

    private int removeDeferred(String id, List<RowResult> results) {
        int removed = 0;
        for (int from = 0; from < results.size(); from += IN_LIST) {
            removed += em.createQuery(
                            "delete from RolecallImportRow r where r.importId = :id and r.status = :deferred and r.line in (:lines)")
                    .setParameter("id", id)
                    .setParameter("deferred", RowStatus.DEFERRED.wire())
                    .setParameter(
                            "lines",
                            results.subList(from, Math.min(results.size(), from + IN_LIST)).stream()
                                    .map(RowResult::line)
                                    .toList())
                    .executeUpdate();
        }
        return removed;
    }

    /** Rows that are still put aside when their import ends early were not applied. */
    private int rejectDeferred(String id) {
        return em.createQuery(
                        "update RolecallImportRow r set r.status = :rejected where r.importId = :id and r.status = :deferred")
                .setParameter("rejected", RowStatus.REJECTED.wire())
                .setParameter("id", id)
                .setParameter("deferred", RowStatus.DEFERRED.wire())
                .executeUpdate();
    }

    private void keep(String id, List<RowResult> results) {
        new BulkRows(em).insert(results.stream().map(result -> row(id, result)).toList());
    }

    private static ImportRowEntity row(String id, RowResult result) {
        String key = result.key();
        return new ImportRowEntity(
                id,
                result.line(),
                key == null ? null : StoredText.key(key),
                result.status().wire(),
                StoredText.ofErrors(result.errors()),
                StoredChanges.of(result.changes()));
    }

    /** Those of these keys that a row behind the checkpoint had. */
    public Set<String> seen(String id, Set<String> keys) {
        Map<String, List<String>> stored = keys.stream().collect(Collectors.groupingBy(StoredText::key));
        return em.createQuery(
                        "select r.key from RolecallImportRow r where r.importId = :id and r.key in (:keys)",
                        String.class)
                .setParameter("id", id)
                .setParameter("keys", stored.keySet())
                .getResultStream()
                .flatMap(key -> stored.getOrDefault(key, List.of()).stream())
                .collect(Collectors.toSet());
    }

    /**
     * The import has ended, and its file goes with this transaction, as do the names of a dry run: nothing reads them
     * again.
     *
     * @return false when the run does not own it any more; then nothing happens
     */
    public boolean end(Lease lease, ImportState end, @Nullable String error) {
        if (!end.isEnd()) {
            throw new IllegalArgumentException(end + " is no end");
        }
        int ended = em.createQuery("update RolecallImport i set i.state = :end, i.lane = i.id, i.owner = null,"
                        + " i.leaseUntil = 0, i.endedAt = :now, i.error = :error,"
                        + " i.bytesRead = case when :end = :completed then i.bytesStored else i.bytesRead end"
                        + " where i.id = :id and i.owner = :owner and i.state = :running")
                .setParameter("end", ImportState.RUNNING.becoming(end))
                .setParameter("completed", ImportState.COMPLETED)
                .setParameter("now", Time.currentTimeMillis())
                .setParameter("error", error == null ? null : StoredText.message(error))
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .setParameter("running", ImportState.RUNNING)
                .executeUpdate();
        if (ended == 1) {
            close(lease.id());
        }
        return ended == 1;
    }

    /** What nothing reads again once an import has ended; rows that were still put aside are not applied. */
    private void close(String id) {
        removeFile(id);
        int open = rejectDeferred(id);
        if (open > 0) {
            em.createQuery("update RolecallImport i set i.rejected = i.rejected + :open where i.id = :id")
                    .setParameter("open", open)
                    .setParameter("id", id)
                    .executeUpdate();
        }
        em.createNamedQuery(ImportNameEntity.DELETE).setParameter("id", id).executeUpdate();
    }

    private void removeFile(String id) {
        em.createNamedQuery(ImportChunkEntity.DELETE).setParameter("id", id).executeUpdate();
    }

    /**
     * Ends an import that nobody works on, and its file with it; who works on one is asked to end it after the block at
     * hand. Nothing happens to one that has ended.
     *
     * @return whether this is new: nobody asked before
     */
    public boolean cancel(String id) {
        long now = Time.currentTimeMillis();
        int ended = em.createQuery("update RolecallImport i set i.state = :cancelled, i.lane = i.id, i.owner = null,"
                        + " i.leaseUntil = 0, i.endedAt = :now where i.id = :id and (i.state in (:idle)"
                        + " or (i.state = :running and (i.owner is null or i.leaseUntil < :now)))")
                .setParameter("cancelled", ImportState.RUNNING.becoming(ImportState.CANCELLED))
                .setParameter("now", now)
                .setParameter("id", id)
                .setParameter("idle", IDLE)
                .setParameter("running", ImportState.RUNNING)
                .executeUpdate();
        if (ended == 1) {
            close(id);
            return true;
        }
        return em.createQuery("update RolecallImport i set i.cancelAskedAt = :now"
                                + " where i.id = :id and i.state = :running and i.cancelAskedAt is null")
                        .setParameter("now", now)
                        .setParameter("id", id)
                        .setParameter("running", ImportState.RUNNING)
                        .executeUpdate()
                == 1;
    }

    /** Whether somebody wants an import to end that is worked on. */
    public boolean isToBeCancelled(String id) {
        return em.createQuery(
                                "select count(i) from RolecallImport i where i.id = :id and i.cancelAskedAt is not null",
                                Long.class)
                        .setParameter("id", id)
                        .getSingleResult()
                > 0;
    }

    /**
     * Lets an import go that is to be gone on with, by any node, after this time.
     *
     * @param counts whether the run counts among those without a block applied, after which an import is given up
     */
    public void release(Lease lease, Duration delay, boolean counts) {
        em.createQuery("update RolecallImport i set i.owner = null, i.leaseUntil = :until,"
                        + " i.attempts = case when i.attempts > 0 then i.attempts - :back else 0 end"
                        + " where i.id = :id and i.owner = :owner")
                .setParameter("until", Time.currentTimeMillis() + delay.toMillis())
                .setParameter("back", counts ? 0 : 1)
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .executeUpdate();
    }
}
