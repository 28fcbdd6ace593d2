package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Finding;
import dev.rolecall.access.Finding.Code;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import jakarta.persistence.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at organizations and the groups below them. Each query looks at all of them at once. */
final class OrganizationLint {
    private final Findings findings;

    OrganizationLint(Findings findings) {
        this.findings = findings;
    }

    void look(PermissionCatalog catalog) {
        system();
        missingRoleGroups();
        unmarked();
        markedTwice();
        rolesOnGroups();
        unknownRoles(catalog);
        unknownPermissions(catalog);
    }

    private void system() {
        List<Tuple> systems = findings.rows(
                "select o.enabled as enabled, " + Trees.KIND_OF_ORGANIZATION + " from OrganizationEntity o"
                        + " where o.realmId = :realm and o.alias = :system",
                Map.of("system", AccessObject.SYSTEM_ALIAS, "kind", GroupPlace.KIND_MARK),
                1);
        String where = organization(AccessObject.SYSTEM_ALIAS);
        if (systems.isEmpty()) {
            findings.add(Code.SYSTEM_MISSING, where, "does not exist: nobody can hold anything on the system");
        }
        for (Tuple system : systems) {
            if (!GroupPlace.SYSTEM_KIND.equals(system.get("kind", String.class))) {
                findings.add(
                        Code.SYSTEM_UNMARKED,
                        where,
                        "stands for the system by its alias but is not marked rolecall.kind=SYSTEM; if it is a customer,"
                                + " its members' role groups hold for the whole system");
            }
            if (!system.get("enabled", Boolean.class)) {
                findings.add(Code.SYSTEM_DISABLED, where, "is disabled: no grant on the system holds");
            }
        }
        systemKindElsewhere();
    }

    private void systemKindElsewhere() {
        findings.each(
                "select o.alias as alias from OrganizationEntity o, GroupAttributeEntity k where o.realmId = :realm"
                        + " and o.alias <> :system and k.group.id = o.groupId and k.name = :kind and k.value = :value"
                        + " order by o.alias",
                Map.of(
                        "system",
                        AccessObject.SYSTEM_ALIAS,
                        "kind",
                        GroupPlace.KIND_MARK,
                        "value",
                        GroupPlace.SYSTEM_KIND),
                row -> new Finding(
                        Code.SYSTEM_KIND_ELSEWHERE,
                        organization(text(row, "alias")),
                        "is marked rolecall.kind=SYSTEM, but only the alias system stands for the system"));
    }

    private void missingRoleGroups() {
        for (RoleType type : RoleType.values()) {
            findings.each(
                    "select o.alias as alias from OrganizationEntity o where o.realmId = :realm and "
                            + (type.existsOn(RoleScope.CUSTOMER) ? "" : "o.alias = 'system' and ")
                            + Trees.lacks("o.groupId") + " order by o.alias",
                    Map.of("type", type.name()),
                    row -> missing(organization(text(row, "alias")), type));
            if (type.existsOn(RoleScope.DEPLOYMENT)) {
                findings.each(
                        "select o.alias as alias, d.name as name " + Trees.DEPLOYMENTS + " and " + Trees.lacks("d.id")
                                + " order by o.alias, d.name",
                        Trees.parameters("type", type.name()),
                        row -> missing(group(row, "name"), type));
            }
        }
        findings.each(
                "select o.alias as alias, " + Trees.PARENT + ", g.name as name " + Trees.ROLE_GROUPS
                        + " and o.alias <> :system and g.name = :type order by o.alias, p.name",
                Trees.parameters("system", AccessObject.SYSTEM_ALIAS, "type", RoleType.SUPER.name()),
                row -> new Finding(
                        Code.SUPER_OUTSIDE_SYSTEM,
                        group(row, "parent", "name"),
                        "gives nothing: SUPER exists on the system only"));
    }

    private static Finding missing(String where, RoleType type) {
        return new Finding(
                Code.ROLE_GROUP_MISSING,
                where,
                "has no group " + type + ", so that role cannot be granted there; adoption adds it");
    }

    private void unmarked() {
        findings.each(
                "select o.alias as alias, d.name as name " + Trees.DEPLOYMENTS + " and " + Trees.lacksMark("d", "kind")
                        + " order by o.alias, d.name",
                Trees.parameters("kind", GroupPlace.KIND_MARK, "value", GroupPlace.DEPLOYMENT_KIND),
                row -> new Finding(
                        Code.DEPLOYMENT_UNMARKED,
                        group(row, "name"),
                        "is a deployment by its place but is not marked rolecall.kind=DEPLOYMENT; adoption marks it"));
        findings.each(
                "select o.alias as alias, " + Trees.PARENT + ", g.name as name " + Trees.ROLE_GROUPS
                        + " and g.name in :types and not exists (select 1 from GroupAttributeEntity x"
                        + " where x.group = g and x.name = :mark and x.value = g.name) order by o.alias, p.name, g.name",
                Trees.parameters(),
                row -> new Finding(
                        Code.ROLE_GROUP_UNMARKED,
                        group(row, "parent", "name"),
                        "is a role group by its name and place but is not marked rolecall.role=" + text(row, "name")
                                + "; adoption marks it"));
        findings.each(
                "select o.alias as alias, g.name as name from GroupEntity g join g.organization o where g.type = 1"
                        + " and o.realmId = :realm and o.alias = 'system' and g.parentId = o.groupId and "
                        + Trees.isDeployment("g") + " order by g.name",
                Trees.parameters(),
                row -> new Finding(
                        Code.DEPLOYMENT_OF_SYSTEM,
                        group(row, "name"),
                        "looks like a deployment, but the system has none; membership in groups below it gives"
                                + " nothing"));
    }

    /** Refused when a group is changed; one that is made with its marks, or in a realm import, is only looked at. */
    private void markedTwice() {
        findings.each(
                "select o.alias as alias, p.name as parent, g.name as name, a.name as mark, o.groupId as root,"
                        + " g.id as id, g.parentId as parentId from GroupAttributeEntity a join a.group g"
                        + " join g.organization o left join GroupEntity p on p.id = g.parentId where g.type = 1"
                        + " and o.realmId = :realm and a.name in :marks group by o.alias, p.name, g.name, a.name,"
                        + " o.groupId, g.id, g.parentId having count(a.id) > 1 order by o.alias, p.name, g.name, a.name",
                Map.of("marks", List.of(GroupPlace.ROLE_MARK, GroupPlace.PERMISSION_MARK)),
                row -> new Finding(
                        Code.GROUP_MARKED_TWICE,
                        whereOf(row),
                        "has several values of " + text(row, "mark")
                                + ", which has one: with several of rolecall.role membership gives nothing, and a"
                                + " permission's group stands for what its name says"));
    }

    private void rolesOnGroups() {
        findings.each(
                "select o.alias as alias, p.name as parent, g.name as name, r.name as role, o.groupId as root,"
                        + " g.id as id, g.parentId as parentId from GroupRoleMappingEntity m join m.group g"
                        + " join g.organization o left join GroupEntity p on p.id = g.parentId"
                        + " join RoleEntity r on r.id = m.roleId where g.type = 1 and o.realmId = :realm"
                        + " order by o.alias, p.name, g.name, r.name",
                Map.of(),
                row -> new Finding(
                        Code.ROLE_ON_ORGANIZATION_GROUP,
                        whereOf(row),
                        "has the role " + text(row, "role")
                                + " mapped to it: without the user cache, and perhaps after an upgrade, its members"
                                + " hold that role in the whole realm"));
    }

    private void unknownRoles(PermissionCatalog catalog) {
        findings.some(
                Code.UNKNOWN_ROLE,
                "select x.value as mark, count(g) as groups, min(o.alias) as alias " + Trees.ROLE_GROUPS_JOINED
                        + " join GroupAttributeEntity x on x.group = g and x.name = :mark" + Trees.ROLE_GROUPS_WHERE
                        + " and g.name not in :types and x.value like '_%.%' group by x.value order by x.value",
                Trees.parameters(),
                row -> Optional.of(row)
                        .filter(r -> catalog.customRole(text(r, "mark")).isEmpty())
                        .map(r -> new Finding(
                                Code.UNKNOWN_ROLE,
                                organization(text(r, "alias")),
                                howMany(r) + " stand for " + text(r, "mark")
                                        + ", which is no custom role (any more): membership gives nothing")));
    }

    private void unknownPermissions(PermissionCatalog catalog) {
        findings.some(
                Code.UNKNOWN_PERMISSION,
                "select g.name as name, count(g) as groups, min(o.alias) as alias " + Trees.ROLE_GROUPS
                        + " and g.name like '+%' group by g.name order by g.name",
                Trees.parameters(),
                row -> Optional.of(row)
                        .filter(r ->
                                catalog.permission(text(r, "name").substring(1)).isEmpty())
                        .map(r -> new Finding(
                                Code.UNKNOWN_PERMISSION,
                                organization(text(r, "alias")),
                                howMany(r) + " are named " + text(r, "name")
                                        + ", which is no permission (any more): membership gives nothing")));
    }

    private static String howMany(Tuple row) {
        long groups = row.get("groups", Long.class);
        return groups == 1 ? "one of its groups seems to" : groups + " groups, here and elsewhere,";
    }

    private static String whereOf(Tuple row) {
        String root = text(row, "root");
        if (text(row, "id").equals(root)) {
            return organization(text(row, "alias"));
        }
        return root.equals(row.get("parentId", String.class)) ? group(row, "name") : group(row, "parent", "name");
    }

    private static String organization(String alias) {
        return Trees.where(alias);
    }

    private static String group(Tuple row, String... names) {
        return Trees.where(
                text(row, "alias"),
                Arrays.stream(names)
                        .map(name -> (@Nullable String) row.get(name, String.class))
                        .toArray(String[]::new));
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
