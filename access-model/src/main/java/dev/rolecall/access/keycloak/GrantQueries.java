package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CustomRole;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reading side of the access model: JPQL over Keycloak's groups, organizations and roles. */
final class GrantQueries {
    /** Only role groups: children of the root or of a top-level group, of organizations the user is a member of. */
    private static final String GRANTS_OF_USER = """
            select r.id as group, o.id as org, o.alias as alias, o.groupId as root, p.id as parent, p.name as parentName,
                   pm.value as parentMark, r.name as name, rm.value as mark,
                   (select max(coalesce(n.expiresAt, :never)) from GrantOriginEntity n
                    where n.userId = :user and n.groupId = r.id) as end,
                   (select max(coalesce(n.expiresAt, :never)) from GrantOriginEntity n
                    where n.userId = :user and n.groupId = o.groupId) as associationEnd
            from UserGroupMembershipEntity m
            join GroupEntity r on r.id = m.groupId
            join GroupEntity p on p.id = r.parentId
            join r.organization o
            left join GroupAttributeEntity rm on rm.group = r and rm.name = :mark
            left join GroupAttributeEntity pm on pm.group = p and pm.name = :mark
            where m.user.id = :user and r.type = 1 and o.realmId = :realm
              and (p.id = o.groupId or p.parentId = o.groupId)
              and exists (select 1 from UserGroupMembershipEntity x where x.user.id = :user and x.groupId = o.groupId)
            """;

    private static final String ASSOCIATIONS_OF_USER = """
            select o.alias from UserGroupMembershipEntity m
            join OrganizationEntity o on o.groupId = m.groupId
            where m.user.id = :user and o.realmId = :realm and o.enabled = true
              and coalesce((select max(coalesce(n.expiresAt, :never)) from GrantOriginEntity n
                            where n.userId = :user and n.groupId = o.groupId), :never) > :now
            order by o.alias
            """;

    private static final String MARKED_ROLES = """
            select r.id as id, c.clientId as client, r.name as name, t.value as type, s.value as scope, k.value as role
            from RoleEntity r
            join ClientEntity c on c.id = r.clientId
            join RoleAttributeEntity t on t.role = r and t.name = :type
            left join RoleAttributeEntity s on s.role = r and s.name = :scope
            left join RoleAttributeEntity k on k.role = r and k.name = :role
            where c.realmId = :realm
            """;

    private static final String ASSOCIATED_ROLES = """
            select x.parentRole.id as role, c.clientId as client, r.name as name
            from CompositeRoleEntity x
            join RoleEntity r on r.id = x.childRole.id
            join ClientEntity c on c.id = r.clientId
            where x.parentRole.id in :roles
            """;

    /** The role attribute that tells a custom role from a permission. */
    static final String CUSTOM_ROLE = "rolecall.role";

    private final EntityManager em;
    private final String realmId;

    GrantQueries(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    /** One statement, whatever the number of grants. What is expired and organizations that are disabled are in it. */
    List<HeldGrant> grantsOf(String userId) {
        List<HeldGrant> held = new ArrayList<>();
        List<Tuple> rows = em.createQuery(GRANTS_OF_USER, Tuple.class)
                .setParameter("user", userId)
                .setParameter("realm", realmId)
                .setParameter("mark", GroupPlace.ROLE_MARK)
                .setParameter("never", HeldGrant.NEVER)
                .getResultList();
        for (Tuple row : Unambiguous.rows(rows, each -> text(each, "group"))) {
            boolean topLevel = text(row, "parent").equals(text(row, "root"));
            long end = Math.min(end(row, "end"), end(row, "associationEnd"));
            grant(row, topLevel).ifPresent(grant -> held.add(new HeldGrant(text(row, "org"), grant, end)));
        }
        return held;
    }

    /** @param now epoch milliseconds */
    List<String> associationsOf(String userId, long now) {
        return em.createQuery(ASSOCIATIONS_OF_USER, String.class)
                .setParameter("user", userId)
                .setParameter("realm", realmId)
                .setParameter("never", HeldGrant.NEVER)
                .setParameter("now", now)
                .getResultList();
    }

    PermissionCatalog catalog() {
        List<Permission> permissions = new ArrayList<>();
        Map<String, CustomRole> customRoles = new HashMap<>();
        Set<String> malformed = new HashSet<>();
        for (Tuple row : em.createQuery(MARKED_ROLES, Tuple.class)
                .setParameter("realm", realmId)
                .setParameter("type", AccessProvider.ROLE_TYPE)
                .setParameter("scope", AccessProvider.ROLE_SCOPE)
                .setParameter("role", CUSTOM_ROLE)
                .getResultList()) {
            String name = text(row, "client") + "." + text(row, "name");
            Optional<RoleType> type = RoleType.named(textOrEmpty(row, "type"));
            Optional<RoleScope> scope = RoleScope.named(textOrEmpty(row, "scope"));
            if (type.isEmpty() || scope.isEmpty()) {
                malformed.add(name);
            } else if (Boolean.parseBoolean(textOrEmpty(row, "role"))) {
                customRoles.put(text(row, "id"), new CustomRole(name, type.get(), scope.get(), Set.of()));
            } else {
                permissions.add(new Permission(name, type.get(), scope.get()));
            }
        }
        return new PermissionCatalog(permissions, withPermissions(customRoles), malformed);
    }

    private List<CustomRole> withPermissions(Map<String, CustomRole> byId) {
        if (byId.isEmpty()) {
            return List.of();
        }
        Map<String, Set<String>> associated = new HashMap<>();
        for (Tuple row : em.createQuery(ASSOCIATED_ROLES, Tuple.class)
                .setParameter("roles", byId.keySet())
                .getResultList()) {
            associated
                    .computeIfAbsent(text(row, "role"), id -> new HashSet<>())
                    .add(text(row, "client") + "." + text(row, "name"));
        }
        List<CustomRole> roles = new ArrayList<>();
        byId.forEach((id, role) -> roles.add(
                new CustomRole(role.name(), role.type(), role.scope(), associated.getOrDefault(id, Set.of()))));
        return roles;
    }

    /**
     * The grant a row's group carries: its columns are {@code alias}, {@code parentName}, {@code parentMark},
     * {@code name} and {@code mark}.
     */
    static Optional<Grant> grant(Tuple row, boolean topLevel) {
        return GroupPlace.grant(
                text(row, "alias"),
                topLevel ? null : text(row, "parentName"),
                topLevel ? null : row.get("parentMark", String.class),
                text(row, "name"),
                row.get("mark", String.class));
    }

    /** A membership without a note was given by hand, and has no end. */
    private static long end(Tuple row, String column) {
        @Nullable Long end = row.get(column, Long.class);
        return end == null ? HeldGrant.NEVER : end;
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }

    private static String textOrEmpty(Tuple row, String column) {
        @Nullable String value = row.get(column, String.class);
        return value == null ? "" : value;
    }
}
