package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.representations.idm.MembershipType;

/** How people are associated with one customer, in two statements that read nothing else of them. */
final class AssociationsQuery {
    private static final String ASSOCIATIONS = """
            select m.user.id as user, m.groupId as group, m.membershipType as membership
            from UserGroupMembershipEntity m join OrganizationEntity o on o.groupId = m.groupId
            where m.user.id in :users and o.realmId = :realm and o.alias = :alias
            """;

    private static final String NOTES = """
            select n from GrantOriginEntity n join OrganizationEntity o on o.groupId = n.groupId
            where n.userId in :users and o.realmId = :realm and o.alias = :alias
            """;

    private final EntityManager em;
    private final String realmId;

    AssociationsQuery(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    /** By the person's id. */
    Map<String, HeldMembership> of(Collection<String> userIds, String alias) {
        if (userIds.isEmpty()) {
            return Map.of();
        }
        Map<String, List<GrantOriginEntity>> notes = em.createQuery(NOTES, GrantOriginEntity.class)
                .setParameter("users", userIds)
                .setParameter("realm", realmId)
                .setParameter("alias", alias)
                .getResultStream()
                .collect(Collectors.groupingBy(GrantOriginEntity::getUserId));
        Map<String, HeldMembership> associations = new HashMap<>();
        for (Tuple row : em.createQuery(ASSOCIATIONS, Tuple.class)
                .setParameter("users", userIds)
                .setParameter("realm", realmId)
                .setParameter("alias", alias)
                .getResultList()) {
            String user = row.get("user", String.class);
            boolean managed = MembershipType.MANAGED.name().equals(row.get("membership", String.class));
            associations.put(
                    user,
                    new HeldMembership(
                            row.get("group", String.class), alias, null, notes.getOrDefault(user, List.of()), managed));
        }
        return associations;
    }
}
