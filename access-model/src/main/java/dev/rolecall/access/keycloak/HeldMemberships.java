package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.MembershipType;

/**
 * The memberships of many people in groups of organizations with the notes about them, read in three statements. What
 * repeats from person to person, the groups, is read once; the rest comes as columns, because few of them change.
 */
final class HeldMemberships {
    private static final String MEMBERSHIPS =
            "select m.user.id, m.groupId, m.membershipType from UserGroupMembershipEntity m where m.user.id in :users";

    private static final String NOTES = """
            select n.userId, n.groupId, n.kind, n.originId, n.grantedAt, n.expiresAt
            from GrantOriginEntity n where n.userId in :users
            """;

    private static final String GROUPS = """
            select r.id as group, r.name as name, rm.value as mark, o.alias as alias, o.groupId as root, p.id as parent,
                   p.name as parentName, pm.value as parentMark, p.parentId as grandparent
            from GroupEntity r
            left join GroupEntity p on p.id = r.parentId
            join r.organization o
            left join GroupAttributeEntity rm on rm.group = r and rm.name = :mark
            left join GroupAttributeEntity pm on pm.group = p and pm.name = :mark
            where r.id in :groups and r.type = 1 and o.realmId = :realm
            """;

    private final EntityManager em;
    private final String realmId;
    private final Map<String, List<HeldMembership>> heldByUser = new HashMap<>();

    /** By group id; nothing for a group whose members hold nothing by it. */
    private final Map<String, Optional<Place>> places = new HashMap<>();

    HeldMemberships(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    void load(Collection<String> userIds) {
        if (userIds.isEmpty()) {
            return;
        }
        Map<Key, List<GrantOriginEntity>> notes = notes(userIds);
        List<Object[]> memberships = em.createQuery(MEMBERSHIPS, Object[].class)
                .setParameter("users", userIds)
                .getResultList();
        readPlaces(memberships);
        userIds.forEach(id -> heldByUser.put(id, new ArrayList<>()));
        for (Object[] row : memberships) {
            Key key = new Key((String) row[0], (String) row[1]);
            places.getOrDefault(key.group(), Optional.empty())
                    .map(place ->
                            place.held(key.group(), notes.getOrDefault(key, List.of()), isManaged((String) row[2])))
                    .ifPresent(of(key.user())::add);
        }
    }

    /** @throws IllegalStateException if the person was not loaded */
    List<HeldMembership> of(String userId) {
        List<HeldMembership> held = heldByUser.get(userId);
        if (held == null) {
            throw new IllegalStateException("the person was not loaded");
        }
        return held;
    }

    private Map<Key, List<GrantOriginEntity>> notes(Collection<String> userIds) {
        Map<Key, List<GrantOriginEntity>> notes = new HashMap<>();
        for (Object[] row : em.createQuery(NOTES, Object[].class)
                .setParameter("users", userIds)
                .getResultList()) {
            GrantOriginEntity note = new GrantOriginEntity(
                    realmId, (String) row[0], (String) row[1], (String) row[2], (String) row[3], (Long) row[4], (Long)
                            row[5]);
            notes.computeIfAbsent(Key.of(note), key -> new ArrayList<>(1)).add(note);
        }
        return notes;
    }

    private void readPlaces(List<Object[]> memberships) {
        Set<String> unknown = new HashSet<>();
        memberships.forEach(row -> unknown.add((String) row[1]));
        unknown.removeAll(places.keySet());
        StoredStates.forEachPart(unknown, part -> {
            part.forEach(group -> places.put(group, Optional.empty()));
            List<Tuple> rows = em.createQuery(GROUPS, Tuple.class)
                    .setParameter("groups", part)
                    .setParameter("realm", realmId)
                    .setParameter("mark", GroupPlace.ROLE_MARK)
                    .getResultList();
            Unambiguous.rows(
                            rows,
                            each -> text(each, "group"),
                            each -> text(each, "group").equals(text(each, "root")))
                    .forEach(row -> places.put(text(row, "group"), Place.of(row)));
        });
    }

    private static boolean isManaged(@Nullable String membership) {
        return MembershipType.MANAGED.name().equals(membership);
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }

    private record Key(String user, String group) {
        static Key of(GrantOriginEntity note) {
            return new Key(note.getUserId(), note.getGroupId());
        }
    }

    /**
     * What membership in a group gives.
     *
     * @param organization alias
     * @param grant        null for the organization's root
     */
    private record Place(String organization, @Nullable Grant grant) {
        static Optional<Place> of(Tuple row) {
            String root = text(row, "root");
            if (text(row, "group").equals(root)) {
                return Optional.of(new Place(text(row, "alias"), null));
            }
            boolean topLevel = root.equals(row.get("parent", String.class));
            if (!topLevel && !root.equals(row.get("grandparent", String.class))) {
                return Optional.empty();
            }
            return GrantQueries.grant(row, topLevel).map(grant -> new Place(text(row, "alias"), grant));
        }

        /** Keycloak ties people to organizations, never to the groups in them. */
        HeldMembership held(String group, List<GrantOriginEntity> notes, boolean managed) {
            return new HeldMembership(group, organization, grant, notes, grant == null && managed);
        }
    }
}
