package dev.rolecall.access.keycloak;

import dev.rolecall.access.Origin;
import dev.rolecall.access.OriginNote;
import dev.rolecall.access.Upkeep.OriginOutcome;
import dev.rolecall.access.Upkeep.StoredOrigin;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;

/** Carries notes about memberships out of a realm and into one. */
final class OriginNotes {
    private static final String PLACE = """
             o.alias as alias, o.groupId as root, g.id as group, g.name as name, p.id as parent, p.name as parentName
            """;

    private static final String AT_A_PLACE =
            " and g.type = 1 and o.realmId = :realm and (g.id = o.groupId or p.id = o.groupId or p.parentId = o.groupId)";

    private static final String STORED = "select n as note, " + PLACE
            + " from GrantOriginEntity n join GroupEntity g on g.id = n.groupId join g.organization o"
            + " left join GroupEntity p on p.id = g.parentId where n.realmId = :realm" + AT_A_PLACE
            + " and exists (select 1 from UserGroupMembershipEntity m where m.user.id = n.userId and m.groupId = n.groupId)"
            + "%s order by n.userId, n.groupId, n.kind, n.originId";

    private static final String AFTER =
            " and (n.userId, n.groupId, n.kind, n.originId) > (:user, :group, :kind, :origin)";

    /** Expects a note {@code n} and the parameter {@code realm}. */
    private static final String STRAY =
            " from GrantOriginEntity n where n.realmId = :realm and not exists (select 1 from"
                    + " UserGroupMembershipEntity m where m.user.id = n.userId and m.groupId = n.groupId)";

    private static final String MEMBERSHIPS = "select m.user.id as user, " + PLACE
            + " from UserGroupMembershipEntity m join GroupEntity g on g.id = m.groupId join g.organization o"
            + " left join GroupEntity p on p.id = g.parentId where m.user.id in :users" + AT_A_PLACE;

    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;

    OriginNotes(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
    }

    List<StoredOrigin> stored(@Nullable StoredOrigin after, int most) {
        TypedQuery<Tuple> query = em.createQuery(STORED.formatted(after == null ? "" : AFTER), Tuple.class)
                .setParameter("realm", realm.getId());
        if (after != null) {
            query.setParameter("user", after.note().userId())
                    .setParameter("group", after.groupId())
                    .setParameter("kind", after.note().origin().kind().wire())
                    .setParameter(
                            "origin",
                            Objects.requireNonNullElse(after.note().origin().id(), ""));
        }
        return query.setMaxResults(most)
                .getResultStream()
                .map(row -> stored(row, row.get("note", GrantOriginEntity.class)))
                .toList();
    }

    private static StoredOrigin stored(Tuple row, GrantOriginEntity note) {
        return new StoredOrigin(
                new OriginNote(
                        note.getUserId(),
                        row.get("alias", String.class),
                        path(row),
                        note.getOrigin(),
                        note.getGrantedAt(),
                        note.getExpiresAt()),
                note.getGroupId());
    }

    private static List<String> path(Tuple row) {
        String root = row.get("root", String.class);
        if (row.get("group", String.class).equals(root)) {
            return List.of();
        }
        String name = row.get("name", String.class);
        return root.equals(row.get("parent", String.class))
                ? List.of(name)
                : List.of(row.get("parentName", String.class), name);
    }

    /** Notes about memberships that are not there: they ended while nobody listened. */
    long countStray() {
        return em.createQuery("select count(*)" + STRAY, Long.class)
                .setParameter("realm", realm.getId())
                .getSingleResult();
    }

    void removeStray() {
        em.createQuery("delete" + STRAY).setParameter("realm", realm.getId()).executeUpdate();
    }

    List<OriginOutcome> restore(List<OriginNote> notes) {
        Set<String> users = new LinkedHashSet<>();
        notes.forEach(note -> users.add(note.userId()));
        if (users.isEmpty()) {
            return List.of();
        }
        Map<Place, String> groups = memberships(users);
        hold(notes, groups);
        Map<Key, GrantOriginEntity> known = new HashMap<>();
        em.createNamedQuery("rolecallOriginsOfUsers", GrantOriginEntity.class)
                .setParameter("users", users)
                .getResultStream()
                .forEach(note -> known.put(Key.of(note), note));
        Set<String> changed = new LinkedHashSet<>();
        List<OriginOutcome> outcomes = new ArrayList<>(notes.size());
        for (OriginNote note : notes) {
            String group = groups.get(Place.of(note));
            OriginOutcome outcome = group == null ? OriginOutcome.NO_MEMBERSHIP : write(note, group, known);
            if (outcome == OriginOutcome.ADDED || outcome == OriginOutcome.CHANGED) {
                changed.add(note.userId());
            }
            outcomes.add(outcome);
        }
        em.flush();
        changed.forEach(this::evict);
        return outcomes;
    }

    private Map<Place, String> memberships(Set<String> users) {
        Map<Place, String> groups = new HashMap<>();
        em.createQuery(MEMBERSHIPS, Tuple.class)
                .setParameter("users", users)
                .setParameter("realm", realm.getId())
                .getResultStream()
                .forEach(row -> groups.put(
                        new Place(row.get("user", String.class), row.get("alias", String.class), path(row)),
                        row.get("group", String.class)));
        return groups;
    }

    /**
     * The last note decides whether a membership ends, so only one transaction at a time changes the notes of one: those
     * that get some here are held until the end, before their notes are read. What is gone by then is left out.
     */
    private void hold(List<OriginNote> notes, Map<Place, String> groups) {
        Map<Place, String> noted = new HashMap<>(groups);
        noted.keySet().retainAll(notes.stream().map(Place::of).collect(Collectors.toSet()));
        Set<RowLocks.Membership> held = new RowLocks(em)
                .memberships(
                        noted.keySet().stream().map(Place::user).collect(Collectors.toSet()),
                        Set.copyOf(noted.values()),
                        LockModeType.PESSIMISTIC_WRITE);
        groups.entrySet()
                .removeIf(entry ->
                        !held.contains(new RowLocks.Membership(entry.getKey().user(), entry.getValue())));
    }

    private OriginOutcome write(OriginNote note, String group, Map<Key, GrantOriginEntity> known) {
        @Nullable Long expiresAt = note.expiresAt() == null ? null : note.expiresAt().toEpochMilli();
        GrantOriginEntity wanted = new GrantOriginEntity(
                realm.getId(),
                note.userId(),
                group,
                note.origin(),
                note.grantedAt().toEpochMilli(),
                expiresAt);
        GrantOriginEntity is = known.putIfAbsent(Key.of(wanted), wanted);
        if (is == null) {
            em.persist(wanted);
            return OriginOutcome.ADDED;
        }
        if (is.getGrantedAt().equals(wanted.getGrantedAt())
                && Objects.equals(is.getExpiresAt(), wanted.getExpiresAt())) {
            return OriginOutcome.UNCHANGED;
        }
        if (isOver(wanted) && !isOver(is)) {
            return OriginOutcome.PAST_END;
        }
        is.setGrantedAt(wanted.getGrantedAt());
        is.setExpiresAt(wanted.getExpiresAt());
        return OriginOutcome.CHANGED;
    }

    private static boolean isOver(GrantOriginEntity note) {
        Instant end = note.getExpiresAt();
        return end != null && !end.isAfter(Instant.ofEpochMilli(Time.currentTimeMillis()));
    }

    /** What is kept with the cached person says when grants end. */
    private void evict(String userId) {
        UserCache cache = session.getProvider(UserCache.class);
        UserModel user = cache == null ? null : session.users().getUserById(realm, userId);
        if (cache != null && user != null) {
            cache.evict(realm, user);
        }
    }

    /** @param path names of groups below the organization */
    private record Place(String user, String organization, List<String> path) {
        static Place of(OriginNote note) {
            return new Place(note.userId(), note.organization(), note.path());
        }
    }

    private record Key(String user, String group, Origin origin) {
        static Key of(GrantOriginEntity note) {
            return new Key(note.getUserId(), note.getGroupId(), note.getOrigin());
        }
    }
}
