package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;

/** What a decision about somebody's rights is based on while its transaction lasts: rows, not what a cache keeps. */
final class CurrentRights {
    private static final String ADMINISTRATIVE = """
            select m from UserGroupMembershipEntity m
            where m.user.id = :user and m.groupId in
              (select g.id from GroupEntity g join g.organization o
               where g.type = 1 and g.name in :roles and o.realmId = :realm and o.alias in :aliases)
            order by m.groupId
            """;

    private static final String ENABLED = "select u.enabled from UserEntity u where u.id = :user";

    private static final String ENABLED_ORGANIZATIONS =
            "select o.id from OrganizationEntity o where o.id in :ids and o.enabled = true";

    private final EntityManager em;
    private final String realmId;

    CurrentRights(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    /** Others may read these memberships and base decisions on them, and nobody ends one before this transaction ends. */
    void hold(String userId, Collection<String> organizations) {
        Set<String> aliases = new TreeSet<>(organizations);
        aliases.add(AccessObject.SYSTEM_ALIAS);
        em.createQuery(ADMINISTRATIVE, UserGroupMembershipEntity.class)
                .setParameter("user", userId)
                .setParameter("roles", List.of(RoleType.ADMIN.name(), RoleType.SUPER.name()))
                .setParameter("realm", realmId)
                .setParameter("aliases", aliases)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList();
    }

    boolean isEnabled(String userId) {
        return em.createQuery(ENABLED, Boolean.class)
                .setParameter("user", userId)
                .getResultStream()
                .anyMatch(Boolean::booleanValue);
    }

    Set<String> enabledOf(Collection<String> organizationIds) {
        return organizationIds.isEmpty()
                ? Set.of()
                : new HashSet<>(em.createQuery(ENABLED_ORGANIZATIONS, String.class)
                        .setParameter("ids", organizationIds)
                        .getResultList());
    }
}
