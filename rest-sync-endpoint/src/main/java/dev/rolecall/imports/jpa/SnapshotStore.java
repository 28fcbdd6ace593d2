package dev.rolecall.imports.jpa;

import dev.rolecall.access.keycloak.BulkRows;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.people.RowResult;
import dev.rolecall.people.StayReason;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Who belongs to which source, and whom a snapshot misses, in the transaction of one session. Whatever a run writes says
 * {@code owner = me}, as in {@link ImportQueue}.
 */
public final class SnapshotStore {
    private static final int PAGE = 500;

    private final EntityManager em;

    public SnapshotStore(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Somebody who is to leave, and the key the source knew the person by. */
    public record Leaver(String userId, String key) {
        @Override
        public String toString() {
            return "Leaver[userId=" + userId + "]";
        }
    }

    /**
     * What a snapshot misses.
     *
     * @param people  all of the source, those the file misses among them
     * @param hidden  rows of which not even the key could be read: any of them may be about somebody the file seems to miss
     * @param leavers whom the file misses
     */
    public record Missing(long people, long hidden, long leavers) {}

    /**
     * Whom rows were about belongs to the source from now on. One query for a block, and one row for a newcomer. Whom rows
     * created must be in the table of users by now.
     */
    public void named(String sourceId, String importId, Collection<RowResult> results) {
        Map<String, String> keys = new LinkedHashMap<>();
        List<PersonSourceEntity> created = new ArrayList<>();
        long hidden = 0;
        for (RowResult result : results) {
            String key = result.key();
            String userId = userOf(result);
            if (key == null) {
                hidden++;
            } else if (result instanceof RowResult.Created person) { // of no source as yet, and nobody else's to remove
                created.add(new PersonSourceEntity(sourceId, person.userId(), StoredText.key(key)));
            } else if (userId != null) {
                keys.put(userId, StoredText.key(key));
            }
        }
        new BulkRows(em).insert(created);
        if (!keys.isEmpty()) {
            belong(sourceId, keys);
        }
        if (hidden > 0) {
            em.createQuery("update RolecallImport i set i.hiddenRows = i.hiddenRows + :hidden where i.id = :id")
                    .setParameter("hidden", hidden)
                    .setParameter("id", importId)
                    .executeUpdate();
        }
    }

    private static @Nullable String userOf(RowResult result) {
        if (result instanceof RowResult.Updated updated) {
            return updated.userId();
        }
        return result instanceof RowResult.Unchanged unchanged ? unchanged.userId() : null;
    }

    private void belong(String sourceId, Map<String, String> keys) {
        Map<String, String> known = em.createQuery(
                        "select p.userId, p.key from RolecallPersonSource p where p.sourceId = :source and p.userId in (:users)",
                        Object[].class)
                .setParameter("source", sourceId)
                .setParameter("users", keys.keySet())
                .setFlushMode(FlushModeType.COMMIT) // nothing of this table waits to be written
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
        keys.forEach((userId, key) -> {
            if (!known.containsKey(userId)) {
                em.persist(new PersonSourceEntity(sourceId, userId, key));
            } else if (!key.equals(known.get(userId))) {
                em.find(PersonSourceEntity.class, new PersonSourceEntity.Key(sourceId, userId)).key = key;
            }
        });
    }

    /**
     * Writes down whom the file misses: whoever is of the source and had no row, not even a rejected one. To be done in
     * one transaction with what is decided about them.
     */
    public Missing miss(Lease lease) {
        ImportEntity entity = em.find(ImportEntity.class, lease.id());
        if (entity == null) {
            return new Missing(0, 0, 0);
        }
        long people = 0;
        long leavers = 0;
        List<Object[]> page = peopleOf(entity.sourceId, "");
        while (!page.isEmpty()) {
            people += page.size();
            leavers += miss(entity.id, page);
            page = peopleOf(entity.sourceId, (String) page.get(page.size() - 1)[0]);
        }
        return new Missing(people, entity.hiddenRows, leavers);
    }

    private List<Object[]> peopleOf(String sourceId, String after) {
        return em.createQuery(
                        "select p.userId, p.key from RolecallPersonSource p where p.sourceId = :source and p.userId > :after"
                                + " order by p.userId",
                        Object[].class)
                .setParameter("source", sourceId)
                .setParameter("after", after)
                .setMaxResults(PAGE)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
    }

    /** Asked by keys, a page at a time: in one statement over tables it has no figures of, PostgreSQL compares all with all. */
    private long miss(String importId, List<Object[]> page) {
        Set<String> present = new HashSet<>(em.createQuery(
                        "select r.key from RolecallImportRow r where r.importId = :id and r.key in (:keys)",
                        String.class)
                .setParameter("id", importId)
                .setParameter(
                        "keys", page.stream().map(person -> (String) person[1]).collect(Collectors.toSet()))
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList());
        List<LeaverEntity> missing = new ArrayList<>();
        for (Object[] person : page) {
            if (!present.contains((String) person[1])) {
                LeaverEntity leaver = new LeaverEntity(importId, (String) person[0], (String) person[1]);
                em.persist(leaver);
                missing.add(leaver);
            }
        }
        em.flush();
        missing.forEach(em::detach); // a source may have more people than memory holds
        return missing.size();
    }

    /** They leave, and with that begin; false when the run does not own the import any more, or somebody has decided. */
    public boolean begin(Lease lease, long leavers) {
        return decide(lease, leavers, "i.leaving = true", Map.of());
    }

    /** Nobody leaves, for that reason; as {@link #begin}. */
    public boolean spare(Lease lease, String why) {
        em.createQuery("delete from RolecallLeaver l where l.importId = :id")
                .setParameter("id", lease.id())
                .executeUpdate();
        return decide(lease, 0, "i.leaving = true, i.warnings = :warnings", Map.of("warnings", warned(lease, why)));
    }

    /** Who would leave is known, and nobody does; as {@link #begin}. */
    public boolean rehearse(Lease lease, long leavers, @Nullable String warning) {
        return warning == null
                ? decide(lease, leavers, "i.leaving = false", Map.of())
                : decide(
                        lease,
                        leavers,
                        "i.leaving = false, i.warnings = :warnings",
                        Map.of("warnings", warned(lease, warning)));
    }

    /**
     * The import waits for somebody's decision, for so long at most, and its file goes: nothing reads it again. As
     * {@link #begin}.
     */
    public boolean hold(Lease lease, long leavers, String why, Duration most) {
        boolean held = decide(
                lease,
                leavers,
                "i.state = :held, i.lane = i.id, i.owner = null, i.leaseUntil = :until, i.warnings = :warnings",
                Map.of(
                        "held",
                        ImportState.RUNNING.becoming(ImportState.HELD),
                        "until",
                        Time.currentTimeMillis() + most.toMillis(),
                        "warnings",
                        warned(lease, why)));
        if (held) {
            em.createNamedQuery(ImportChunkEntity.DELETE)
                    .setParameter("id", lease.id())
                    .executeUpdate();
        }
        return held;
    }

    private boolean decide(Lease lease, long leavers, String change, Map<String, Object> values) {
        var update = em.createQuery("update RolecallImport i set i.leavers = :leavers, " + change
                        + " where i.id = :id and i.owner = :owner and i.state = :running and i.leavers is null")
                .setParameter("leavers", leavers)
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .setParameter("running", ImportState.RUNNING);
        values.forEach(update::setParameter);
        return update.executeUpdate() == 1;
    }

    private String warned(Lease lease, String why) {
        ImportEntity entity = em.find(ImportEntity.class, lease.id());
        List<String> warnings = new ArrayList<>(List.of(why));
        if (entity != null) {
            warnings.addAll(StoredText.warnings(entity.warnings));
        }
        return String.valueOf(StoredText.ofWarnings(warnings));
    }

    /** The next of those who are to leave. */
    public List<Leaver> pending(String importId, int most) {
        return em.createQuery(
                        "select l.userId, l.key from RolecallLeaver l where l.importId = :id and l.status = :pending order by l.userId",
                        Object[].class)
                .setParameter("id", importId)
                .setParameter("pending", LeaverStatus.PENDING.wire())
                .setMaxResults(most)
                .getResultStream()
                .map(row -> new Leaver((String) row[0], (String) row[1]))
                .toList();
    }

    /** Those of them who stay, whatever becomes of the others: the source has let go of them, or names them again. */
    public Map<String, StayReason> staying(
            String importId, String sourceId, Set<String> otherSources, List<Leaver> leavers) {
        Map<String, StayReason> staying = new HashMap<>();
        Set<String> users = leavers.stream().map(Leaver::userId).collect(Collectors.toSet());
        Map<String, Set<String>> sources = sources(users);
        Set<String> named =
                named(importId, sourceId, leavers.stream().map(Leaver::key).collect(Collectors.toSet()));
        for (Leaver leaver : leavers) {
            Set<String> of = sources.getOrDefault(leaver.userId(), Set.of());
            if (!of.contains(sourceId)) {
                staying.put(leaver.userId(), StayReason.NO_LONGER_THERE);
            } else if (named.contains(leaver.key())) {
                staying.put(leaver.userId(), StayReason.NAMED);
            } else if (of.stream().anyMatch(otherSources::contains)) {
                staying.put(leaver.userId(), StayReason.OF_ANOTHER_SOURCE);
            }
        }
        return staying;
    }

    private Map<String, Set<String>> sources(Set<String> users) {
        return em.createQuery(
                        "select p.userId, p.sourceId from RolecallPersonSource p where p.userId in (:users)",
                        Object[].class)
                .setParameter("users", users)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toSet())));
    }

    /** Those of these names that a row of this file has, or of a file of the same source that came after it. */
    public Set<String> named(String importId, String sourceId, Set<String> names) {
        Map<String, List<String>> stored = names.stream().collect(Collectors.groupingBy(StoredText::key));
        Set<String> found = new HashSet<>();
        if (!stored.isEmpty()) {
            em.createQuery(
                            "select distinct r.key from RolecallImportRow r, RolecallImport i, RolecallImport me"
                                    + " where r.key in (:keys) and i.id = r.importId and me.id = :id and i.sourceId = :source"
                                    + " and (i.id = me.id or (i.queuedAt > me.queuedAt and i.dryRun = false))",
                            String.class)
                    .setParameter("keys", stored.keySet())
                    .setParameter("id", importId)
                    .setParameter("source", sourceId)
                    .getResultStream()
                    .forEach(key -> found.addAll(stored.getOrDefault(key, List.of())));
        }
        return found;
    }

    /**
     * Writes down what became of these, in the transaction in which they leave. The source lets go of whoever left, and
     * of whoever another source has too.
     *
     * @return false when the run does not own the import any more; then nothing of this transaction may be committed
     */
    public boolean settle(
            Lease lease, String sourceId, List<Leaver> leavers, Map<String, StayReason> staying, Duration worked) {
        long stayed = leavers.stream()
                .map(Leaver::userId)
                .filter(staying::containsKey)
                .count();
        int moved = em.createQuery("update RolecallImport i set i.leaversLeft = i.leaversLeft + :left,"
                        + " i.leaversStayed = i.leaversStayed + :stayed, i.leaseUntil = :until, i.attempts = 0,"
                        + " i.workedMillis = i.workedMillis + :worked"
                        + " where i.id = :id and i.owner = :owner and i.state = :running and i.leaving = true")
                .setParameter("left", leavers.size() - stayed)
                .setParameter("stayed", stayed)
                .setParameter("until", Time.currentTimeMillis() + Lease.TIME.toMillis())
                .setParameter("worked", worked.toMillis())
                .setParameter("id", lease.id())
                .setParameter("owner", lease.owner())
                .setParameter("running", ImportState.RUNNING)
                .executeUpdate();
        if (moved != 1) {
            return false;
        }
        Map<@Nullable StayReason, List<String>> byReason = new HashMap<>();
        for (Leaver leaver : leavers) {
            byReason.computeIfAbsent(staying.get(leaver.userId()), reason -> new ArrayList<>())
                    .add(leaver.userId());
        }
        byReason.forEach((reason, users) -> settle(lease.id(), sourceId, reason, users));
        return true;
    }

    private void settle(String importId, String sourceId, @Nullable StayReason reason, List<String> users) {
        int settled = em.createQuery("update RolecallLeaver l set l.status = :status, l.reason = :reason"
                        + " where l.importId = :id and l.userId in (:users) and l.status = :pending")
                .setParameter("status", (reason == null ? LeaverStatus.LEFT : LeaverStatus.STAYED).wire())
                .setParameter("reason", reason == null ? null : reason.wire())
                .setParameter("id", importId)
                .setParameter("users", users)
                .setParameter("pending", LeaverStatus.PENDING.wire())
                .executeUpdate();
        if (settled != users.size()) {
            throw new IllegalStateException("somebody of these has left already");
        }
        if (reason == null || reason == StayReason.OF_ANOTHER_SOURCE) {
            em.createQuery("delete from RolecallPersonSource p where p.sourceId = :source and p.userId in (:users)")
                    .setParameter("source", sourceId)
                    .setParameter("users", users)
                    .executeUpdate();
        }
    }

    /** Lets a held import go on; false when it is not held, or the time to decide is over. */
    public boolean approve(String importId) {
        return em.createQuery("update RolecallImport i set i.state = :queued, i.leaving = true, i.leaseUntil = 0"
                                + " where i.id = :id and i.state = :held and i.leaseUntil >= :now")
                        .setParameter("queued", ImportState.HELD.becoming(ImportState.QUEUED))
                        .setParameter("now", Time.currentTimeMillis())
                        .setParameter("id", importId)
                        .setParameter("held", ImportState.HELD)
                        .executeUpdate()
                == 1;
    }

    /**
     * Nobody leaves; false when it is not held.
     *
     * @param error why, where nobody decided so
     */
    public boolean reject(String importId, @Nullable String error) {
        return em.createQuery("update RolecallImport i set i.state = :rejected, i.endedAt = :now, i.error = :error"
                                + " where i.id = :id and i.state = :held")
                        .setParameter("rejected", ImportState.HELD.becoming(ImportState.REJECTED))
                        .setParameter("now", Time.currentTimeMillis())
                        .setParameter("error", error)
                        .setParameter("id", importId)
                        .setParameter("held", ImportState.HELD)
                        .executeUpdate()
                == 1;
    }

    /** Some held imports nobody has decided about in time, with their realms. */
    public Map<String, String> undecided() {
        return em.createQuery(
                        "select i.id, i.realmId from RolecallImport i where i.state = :held and i.leaseUntil < :now",
                        Object[].class)
                .setParameter("held", ImportState.HELD)
                .setParameter("now", Time.currentTimeMillis())
                .setMaxResults(100)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /** By their keys, those of one status or all. */
    public List<LeaverRepresentation> leavers(String id, @Nullable LeaverStatus status, int first, int max) {
        return ofLeavers("select l", id, status, " order by l.key, l.userId", LeaverEntity.class)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultStream()
                .map(leaver -> new LeaverRepresentation(leaver.key, leaver.status, leaver.reason))
                .toList();
    }

    public long countLeavers(String id, @Nullable LeaverStatus status) {
        return ofLeavers("select count(l)", id, status, "", Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> ofLeavers(
            String select, String id, @Nullable LeaverStatus status, String order, Class<T> type) {
        String withStatus = status == null ? "" : " and l.status = :status";
        TypedQuery<T> query = em.createQuery(
                        select + " from RolecallLeaver l where l.importId = :id" + withStatus + order, type)
                .setParameter("id", id);
        return status == null ? query : query.setParameter("status", status.wire());
    }

    /** Nobody belongs to a source that is no more. */
    public void removeSource(String sourceId) {
        em.createQuery("delete from RolecallPersonSource p where p.sourceId = :source")
                .setParameter("source", sourceId)
                .executeUpdate();
    }
}
