package dev.rolecall.access.keycloak;

import dev.rolecall.access.GroupPlace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.jpa.HibernateHints;
import org.keycloak.representations.idm.MembershipType;

/** The memberships of many people in groups of organizations with the notes about them, read in two statements. */
final class HeldMemberships {
    private static final String MEMBERSHIPS = """
            select m.user.id as user, r.id as group, r.name as name, rm.value as mark, o.alias as alias,
                   o.groupId as root, p.id as parent, p.name as parentName, pm.value as parentMark,
                   p.parentId as grandparent, m.membershipType as membership
            from UserGroupMembershipEntity m
            join GroupEntity r on r.id = m.groupId
            left join GroupEntity p on p.id = r.parentId
            join r.organization o
            left join GroupAttributeEntity rm on rm.group = r and rm.name = :mark
            left join GroupAttributeEntity pm on pm.group = p and pm.name = :mark
            where m.user.id in :users and r.type = 1 and o.realmId = :realm
            """;

    private final EntityManager em;
    private final String realmId;
    private final Map<String, List<HeldMembership>> heldByUser = new HashMap<>();

    HeldMemberships(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    void load(Collection<String> userIds) {
        if (userIds.isEmpty()) {
            return;
        }
        Map<String, List<GrantOriginEntity>> notes = em.createNamedQuery(
                        "rolecallOriginsOfUsers", GrantOriginEntity.class)
                .setParameter("users", userIds)
                .setHint(HibernateHints.HINT_READ_ONLY, true) // few of them change; Memberships says which
                .getResultStream()
                .collect(Collectors.groupingBy(note -> key(note.getUserId(), note.getGroupId())));
        userIds.forEach(id -> heldByUser.put(id, new ArrayList<>()));
        List<Tuple> rows = em.createQuery(MEMBERSHIPS, Tuple.class)
                .setParameter("users", userIds)
                .setParameter("realm", realmId)
                .setParameter("mark", GroupPlace.ROLE_MARK)
                .getResultList();
        for (Tuple row : Unambiguous.rows(
                rows,
                each -> key(text(each, "user"), text(each, "group")),
                each -> text(each, "group").equals(text(each, "root")))) {
            String user = text(row, "user");
            read(row, notes.getOrDefault(key(user, text(row, "group")), List.of()))
                    .ifPresent(of(user)::add);
        }
    }

    boolean isLoaded(String userId) {
        return heldByUser.containsKey(userId);
    }

    /** @throws IllegalStateException if the person was not loaded */
    List<HeldMembership> of(String userId) {
        List<HeldMembership> held = heldByUser.get(userId);
        if (held == null) {
            throw new IllegalStateException("the person was not loaded");
        }
        return held;
    }

    private static Optional<HeldMembership> read(Tuple row, List<GrantOriginEntity> notes) {
        String group = text(row, "group");
        String root = text(row, "root");
        boolean managed = MembershipType.MANAGED.name().equals(row.get("membership", String.class));
        if (group.equals(root)) {
            return Optional.of(new HeldMembership(group, text(row, "alias"), null, notes, managed));
        }
        boolean topLevel = root.equals(row.get("parent", String.class));
        if (!topLevel && !root.equals(row.get("grandparent", String.class))) {
            return Optional.empty();
        }
        return GrantQueries.grant(row, topLevel)
                .map(grant -> new HeldMembership(group, text(row, "alias"), grant, notes, false));
    }

    private static String key(String userId, String groupId) {
        return userId + ' ' + groupId;
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
