package dev.rolecall.imports.jpa;

import dev.rolecall.people.RowResult;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Duration;
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

    private final EntityManager em;

    public ImportQueue(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** An import that could be worked on now. */
    public record Waiting(String id, String realmId) {}

    /** Who works on what. */
    public record Lease(String id, String owner) {
        /** How long a run owns its import without renewing; then any node may take it over. */
        static final Duration TIME = Duration.ofSeconds(30);
    }

    /** The first import in the queue of each source where none runs, and those whose run is gone. */
    public List<Waiting> waiting() {
        return em.createQuery(
                        "select i.id, i.realmId from RolecallImport i where (i.state = :queued and not "
                                + EARLIER_ONE_WAITS + " and not " + ANOTHER_RUNS
                                + ") or (i.state = :running and i.leaseUntil < :now) order by i.queuedAt, i.id",
                        Object[].class)
                .setParameter("queued", ImportState.QUEUED)
                .setParameter("running", ImportState.RUNNING)
                .setParameter("now", Time.currentTimeMillis())
                .setMaxResults(1_000)
                .getResultStream()
                .map(row -> new Waiting((String) row[0], (String) row[1]))
                .toList();
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
                    .setParameter("running", ImportState.RUNNING)
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
                        + " i.attempts = 0, i.workedMillis = i.workedMillis + :worked"
                        + " where i.id = :id and i.owner = :owner and i.state = :running and i.rowsDone = :from")
                .setParameter("to", from + results.size())
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
            results.forEach(result -> em.persist(row(lease.id(), result)));
        }
        return moved == 1;
    }

    private static ImportRowEntity row(String id, RowResult result) {
        String key = result.key();
        return new ImportRowEntity(
                id,
                result.line(),
                key == null ? null : StoredText.key(key),
                result.status().wire(),
                StoredText.ofErrors(result.errors()));
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
     * The import has ended, and its file goes with this transaction: nothing reads it again.
     *
     * @return false when the run does not own it any more; then nothing happens
     */
    public boolean end(Lease lease, ImportState end, @Nullable String error) {
        if (!ImportState.RUNNING.canBecome(end) || !end.isEnd()) {
            throw new IllegalArgumentException("a running import does not end as " + end);
        }
        int ended = em.createQuery("update RolecallImport i set i.state = :end, i.lane = i.id, i.owner = null,"
                        + " i.leaseUntil = 0, i.endedAt = :now, i.error = :error,"
                        + " i.bytesRead = case when :end = :completed then i.bytesStored else i.bytesRead end"
                        + " where i.id = :id and i.owner = :owner and i.state = :running")
                .setParameter("end", end)
                .setParameter("completed", ImportState.COMPLETED)
                .setParameter("now", Time.currentTimeMillis())
                .setParameter("error", error == null ? null : StoredText.message(error))
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .setParameter("running", ImportState.RUNNING)
                .executeUpdate();
        if (ended == 1) {
            em.createNamedQuery(ImportChunkEntity.DELETE)
                    .setParameter("id", lease.id())
                    .executeUpdate();
        }
        return ended == 1;
    }

    /** Lets an import go that is to be gone on with, by any node, after this time. */
    public void release(Lease lease, Duration delay) {
        em.createQuery("update RolecallImport i set i.owner = null, i.leaseUntil = :until"
                        + " where i.id = :id and i.owner = :owner")
                .setParameter("until", Time.currentTimeMillis() + delay.toMillis())
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .executeUpdate();
    }
}
