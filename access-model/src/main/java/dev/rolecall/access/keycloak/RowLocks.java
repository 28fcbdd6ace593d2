package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;

/**
 * Keeps rows as they are until the transaction ends. Many may keep the same row at once; who wants to delete it waits.
 * Always memberships before groups and each kind in the order of its ids, so that two transactions rarely wait for each
 * other; where they do, the database ends one of them.
 */
final class RowLocks {
    private static final String MEMBERSHIPS = """
            select m from UserGroupMembershipEntity m
            where m.user.id in :users and m.groupId in :groups order by m.user.id, m.groupId
            """;

    private static final String GROUPS = "select g from GroupEntity g where g.id in :groups order by g.id";

    private final EntityManager em;

    RowLocks(EntityManager em) {
        this.em = em;
    }

    /** Whether the membership is there, and so will be until the end. */
    boolean keepMembership(String userId, String groupId) {
        return !memberships(List.of(userId), List.of(groupId), LockModeType.PESSIMISTIC_READ)
                .isEmpty();
    }

    /** Whether the group is there, and so will be until the end. */
    boolean keepGroup(String groupId) {
        return !groups(List.of(groupId)).isEmpty();
    }

    /** Those of these people's memberships in these groups that are there. */
    Set<Membership> memberships(Collection<String> users, Collection<String> groups, LockModeType mode) {
        if (users.isEmpty() || groups.isEmpty()) {
            return Set.of();
        }
        List<UserGroupMembershipEntity> rows = em.createQuery(MEMBERSHIPS, UserGroupMembershipEntity.class)
                .setParameter("users", users)
                .setParameter("groups", groups)
                .setLockMode(mode)
                .getResultList();
        rows.forEach(em::detach); // as Keycloak does: statements for many rows may delete them
        return rows.stream()
                .map(row -> new Membership(row.getUser().getId(), row.getGroupId()))
                .collect(Collectors.toSet());
    }

    /** The ids of those of these groups that are there. */
    Set<String> groups(Collection<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : em.createQuery(GROUPS, GroupEntity.class)
                        .setParameter("groups", ids)
                        .setLockMode(LockModeType.PESSIMISTIC_READ)
                        .getResultStream()
                        .map(GroupEntity::getId)
                        .collect(Collectors.toSet());
    }

    record Membership(String userId, String groupId) {}
}
