package dev.rolecall.imports.jpa;

import dev.rolecall.people.Actor;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowTerms;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Imports as they come in and as they are looked at, in the transaction of one session. */
public final class ImportStore {
    /** How long an upload may be silent before it counts as broken off. */
    public static final Duration SILENCE = Duration.ofMinutes(5);

    private static final List<ImportState> ENDS =
            Arrays.stream(ImportState.values()).filter(ImportState::isEnd).toList();

    private final EntityManager em;

    public ImportStore(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /**
     * What is known of an import before its file.
     *
     * @param onceKey by which a request that is sent again is known; unique
     */
    public record Arrival(
            String realmId,
            String sourceId,
            String sourceName,
            Actor sender,
            FileForm form,
            String mode,
            RowTerms terms,
            boolean dryRun,
            @Nullable String onceKey) {}

    /** @param fingerprint of the request that made it; null until its file is complete */
    public record Known(StoredImport stored, @Nullable String fingerprint) {}

    /** Which imports of a realm, all of them or those one client sent. */
    public record Scope(String realmId, @Nullable String clientId) {}

    /**
     * Begins to receive; the id of the new import.
     *
     * @throws org.keycloak.models.ModelDuplicateException when there is one with that key
     */
    public String begin(Arrival arrival) {
        ImportEntity entity = new ImportEntity();
        entity.id = UUID.randomUUID().toString();
        entity.realmId = arrival.realmId();
        entity.sourceId = arrival.sourceId();
        entity.sourceName = StoredText.key(arrival.sourceName());
        entity.clientId = arrival.sender().clientId();
        entity.userId = arrival.sender().userId();
        entity.ipAddress = arrival.sender().ipAddress();
        entity.format = arrival.form().format().name();
        entity.packed = arrival.form().packed();
        entity.delimiter = arrival.form().delimiter();
        entity.onceKey = arrival.onceKey() == null ? entity.id : arrival.onceKey();
        entity.mode = arrival.mode();
        entity.terms = arrival.terms().toJson();
        entity.dryRun = arrival.dryRun();
        entity.lane = entity.id;
        entity.createdAt = Time.currentTimeMillis();
        entity.leaseUntil = entity.createdAt + SILENCE.toMillis();
        em.persist(entity);
        em.flush();
        return entity.id;
    }

    /** The import that a request with that key made. */
    public Optional<Known> known(String onceKey) {
        return em.createQuery("select i from RolecallImport i where i.onceKey = :key", ImportEntity.class)
                .setParameter("key", onceKey)
                .getResultStream()
                .findFirst()
                .map(entity -> new Known(StoredImport.of(entity), entity.fingerprint));
    }

    /**
     * Stores the next piece of the file.
     *
     * @return false when the upload was given up meanwhile
     */
    public boolean append(String id, int piece, byte[] content) {
        int found = em.createQuery("update RolecallImport i set i.pieces = i.pieces + 1,"
                        + " i.bytesStored = i.bytesStored + :bytes, i.leaseUntil = :until"
                        + " where i.id = :id and i.state = :receiving and i.pieces = :piece")
                .setParameter("bytes", content.length)
                .setParameter("until", Time.currentTimeMillis() + SILENCE.toMillis())
                .setParameter("id", id)
                .setParameter("receiving", ImportState.RECEIVING)
                .setParameter("piece", piece)
                .executeUpdate();
        if (found == 1) {
            em.persist(new ImportChunkEntity(id, piece, content));
        }
        return found == 1;
    }

    /** The file is complete; false when the upload was given up meanwhile. */
    public boolean queue(String id, String fingerprint) {
        return em.createQuery("update RolecallImport i set i.state = :queued, i.queuedAt = :now, i.leaseUntil = 0,"
                                + " i.fingerprint = :fingerprint"
                                + " where i.id = :id and i.state = :receiving")
                        .setParameter("queued", ImportState.RECEIVING.becoming(ImportState.QUEUED))
                        .setParameter("now", Time.currentTimeMillis())
                        .setParameter("fingerprint", fingerprint)
                        .setParameter("id", id)
                        .setParameter("receiving", ImportState.RECEIVING)
                        .executeUpdate()
                == 1;
    }

    /** Removes what there is of an upload that broke off; nothing happens to a complete one. */
    public void giveUp(String id) {
        int taken = em.createQuery(
                        "update RolecallImport i set i.leaseUntil = 0 where i.id = :id and i.state = :receiving")
                .setParameter("id", id)
                .setParameter("receiving", ImportState.RECEIVING)
                .executeUpdate();
        if (taken == 1) { // and locked: who completes the upload meanwhile finds nothing to complete
            em.createNamedQuery(ImportChunkEntity.DELETE).setParameter("id", id).executeUpdate();
            em.createQuery("delete from RolecallImport i where i.id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
        }
    }

    /** Uploads that have been silent for too long. */
    public List<String> silent() {
        return em.createQuery(
                        "select i.id from RolecallImport i where i.state = :receiving and i.leaseUntil < :now",
                        String.class)
                .setParameter("receiving", ImportState.RECEIVING)
                .setParameter("now", Time.currentTimeMillis())
                .setMaxResults(100)
                .getResultList();
    }

    /** How many imports of a realm come in, wait or run; who is held waits for a person and keeps nobody from sending. */
    public long open(String realmId) {
        return em.createQuery(
                        "select count(i) from RolecallImport i where i.realmId = :realm and i.state in (:open)",
                        Long.class)
                .setParameter("realm", realmId)
                .setParameter("open", List.of(ImportState.RECEIVING, ImportState.QUEUED, ImportState.RUNNING))
                .getSingleResult();
    }

    /** The import of that id, if it is in this scope. */
    public Optional<StoredImport> find(Scope scope, String id) {
        return Optional.ofNullable(em.find(ImportEntity.class, id))
                .filter(entity -> entity.realmId.equals(scope.realmId()))
                .filter(entity -> scope.clientId() == null || entity.clientId.equals(scope.clientId()))
                .map(StoredImport::of);
    }

    /** Those of these imports that are there, of any realm. */
    public List<StoredImport> findAll(Set<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return em.createQuery("select i from RolecallImport i where i.id in (:ids)", ImportEntity.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(StoredImport::of)
                .toList();
    }

    /**
     * Some imports that ended before this time, in epoch milliseconds. Not those which an earlier snapshot of the source
     * has yet to look at: whom they name does not leave when that one is approved.
     */
    public List<String> endedBefore(long time) {
        return em.createQuery(
                        "select i.id from RolecallImport i where i.endedAt < :time and i.state in (:ends)"
                                + " and not exists (select 1 from RolecallImport s where s.sourceId = i.sourceId"
                                + " and s.leavers is not null and s.state not in (:ends) and s.queuedAt < i.queuedAt)",
                        String.class)
                .setParameter("time", time)
                .setParameter("ends", ENDS)
                .setMaxResults(100)
                .getResultList();
    }

    /**
     * Removes at most so many row results of an import that has ended, and with the last of them the import.
     *
     * @return whether it is gone
     */
    public boolean removeBatch(String id, int most) {
        Optional<Long> last = em.createQuery(
                        "select r.line from RolecallImportRow r where r.importId = :id order by r.line", Long.class)
                .setParameter("id", id)
                .setFirstResult(most - 1)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
        em.createQuery("delete from RolecallImportRow r where r.importId = :id and r.line <= :last")
                .setParameter("id", id)
                .setParameter("last", last.orElse(Long.MAX_VALUE))
                .executeUpdate();
        if (last.isEmpty()) {
            em.createNamedQuery(ImportChunkEntity.DELETE).setParameter("id", id).executeUpdate();
            em.createQuery("delete from RolecallImport i where i.id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
        }
        return last.isEmpty();
    }

    /** As {@link #find}, after a change that went past what is loaded. */
    public Optional<StoredImport> refreshed(Scope scope, String id) {
        em.flush();
        em.clear();
        return find(scope, id);
    }

    /** The newest first. */
    public List<StoredImport> list(Scope scope, int first, int max) {
        return scoped(scope, "select i", " order by i.createdAt desc, i.id", ImportEntity.class)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultStream()
                .map(StoredImport::of)
                .toList();
    }

    public long count(Scope scope) {
        return scoped(scope, "select count(i)", "", Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> scoped(Scope scope, String select, String order, Class<T> type) {
        String ofClient = scope.clientId() == null ? "" : " and i.clientId = :client";
        TypedQuery<T> query = em.createQuery(
                        select + " from RolecallImport i where i.realmId = :realm" + ofClient + order, type)
                .setParameter("realm", scope.realmId());
        return scope.clientId() == null ? query : query.setParameter("client", scope.clientId());
    }

    /** A piece of the file, or nothing where there is none. */
    public Optional<byte[]> piece(String id, int piece) {
        return em.createQuery(
                        "select c.content from RolecallImportChunk c where c.importId = :id and c.piece = :piece",
                        byte[].class)
                .setParameter("id", id)
                .setParameter("piece", piece)
                .getResultStream()
                .findFirst();
    }

    /**
     * Removes everything of a realm that is being removed; names go by their foreign key. Who applies rows there has
     * committed before this returns, or cannot any more.
     */
    public void removeRealm(String realmId) {
        change("update RolecallImport i set i.owner = null where i.realmId = :realm", realmId);
        String ofRealm = " where %s.importId in (select i.id from RolecallImport i where i.realmId = :realm)";
        change("delete from RolecallLeaver l" + ofRealm.formatted("l"), realmId);
        change("delete from RolecallImportRow r" + ofRealm.formatted("r"), realmId);
        change("delete from RolecallImportChunk c" + ofRealm.formatted("c"), realmId);
        change("delete from RolecallImport i where i.realmId = :realm", realmId);
    }

    private void change(String statement, String realmId) {
        em.createQuery(statement).setParameter("realm", realmId).executeUpdate();
    }
}
