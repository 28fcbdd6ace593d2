package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.DefinitionLint;
import dev.rolecall.access.Finding;
import dev.rolecall.access.Finding.Code;
import dev.rolecall.access.MarkedRole;
import dev.rolecall.access.RoleGraph;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RoleModel;

/** Looks at permissions and custom roles: how they are defined, and whether somebody holds one in the whole realm. */
final class RoleLint {
    /** Roles right below others are read level by level; deeper ones are not looked at. */
    private static final int MOST_LEVELS = 20;

    /** Ids in one statement: databases have a limit. */
    private static final int AT_ONCE = 500;

    private static final String MARKS = """
            select r.id as id, c.clientId as client, r.name as role, a.name as name, a.value as value
            from RoleAttributeEntity a join a.role r left join ClientEntity c on c.id = r.clientId
            where r.realmId = :realm and a.name in :names order by r.id, a.name, a.value
            """;

    private static final String BELOW = """
            select p.id as parent, r.id as id, r.name as role, c.clientId as client
            from CompositeRoleEntity x join x.parentRole p join x.childRole r left join ClientEntity c on c.id = r.clientId
            where p.realmId = :realm and p.id in :parents order by p.id, r.id
            """;

    /** Whether the role {@code %s} is a client role that is marked as ours, understood or not. */
    private static final String IS_OURS = "%1$s.clientRole = true and exists (select 1 from RoleAttributeEntity t"
            + " where t.role = %1$s and t.name = :type)";

    private final Findings findings;
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Set<String>> children = new HashMap<>();

    RoleLint(Findings findings) {
        this.findings = findings;
    }

    void look(@Nullable RoleModel defaultRole) {
        List<MarkedRole> marked = marked();
        Set<String> ours = new LinkedHashSet<>();
        marked.forEach(role -> ours.add(role.id()));
        readBelow(ours);
        new DefinitionLint(marked, new RoleGraph(places, children)).findings().forEach(findings::add);
        inComposites(defaultRole);
        if (defaultRole != null) {
            inDefaultRole(defaultRole, marked);
        }
        mapped();
    }

    private List<MarkedRole> marked() {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        findings.all(
                        Code.MALFORMED_DEFINITION,
                        MARKS,
                        Map.of(
                                "names",
                                List.of(AccessProvider.ROLE_TYPE, AccessProvider.ROLE_SCOPE, GrantQueries.CUSTOM_ROLE)))
                .forEach(row -> drafts.computeIfAbsent(
                                text(row, "id"), id -> new Draft(row.get("client", String.class), text(row, "role")))
                        .add(text(row, "name"), row.get("value", String.class)));
        List<MarkedRole> marked = new ArrayList<>();
        drafts.forEach((id, draft) -> marked.add(draft.role(id)));
        marked.forEach(role -> places.put(role.id(), where(role.client(), role.role())));
        drafts.values().stream()
                .filter(Draft::saysSeveralTimesWhatItIs)
                .forEach(draft -> findings.add(
                        Code.MALFORMED_DEFINITION,
                        where(draft.client, draft.role),
                        "has several values of " + GrantQueries.CUSTOM_ROLE
                                + ", which has one; where they differ, or none is true, it gives nothing"));
        return marked;
    }

    private void readBelow(Collection<String> top) {
        Set<String> open = new LinkedHashSet<>(top);
        for (int level = 0; level < MOST_LEVELS && !open.isEmpty() && places.size() < Findings.MOST_ROWS; level++) {
            open = readRightBelow(new ArrayList<>(open));
        }
    }

    private Set<String> readRightBelow(List<String> parents) {
        Set<String> found = new LinkedHashSet<>();
        for (int first = 0; first < parents.size(); first += AT_ONCE) {
            List<String> some = parents.subList(first, Math.min(first + AT_ONCE, parents.size()));
            for (Tuple row : findings.all(Code.CYCLE_OF_ROLES, BELOW, Map.of("parents", some))) {
                String id = text(row, "id");
                children.computeIfAbsent(text(row, "parent"), p -> new HashSet<>())
                        .add(id);
                if (places.putIfAbsent(id, where(row.get("client", String.class), text(row, "role"))) == null) {
                    found.add(id);
                }
            }
        }
        return found;
    }

    private void inComposites(@Nullable RoleModel defaultRole) {
        findings.each(
                "select p.name as role, pc.clientId as client, r.name as permission, c.clientId as owner"
                        + " from CompositeRoleEntity x join x.parentRole p join x.childRole r"
                        + " left join ClientEntity pc on pc.id = p.clientId join ClientEntity c on c.id = r.clientId"
                        + " where p.realmId = :realm and p.id <> :default and " + IS_OURS.formatted("r") + " and not ("
                        + IS_OURS.formatted("p")
                                .replace(" t where t.", " u where u.")
                                .replace("and t.", "and u.")
                        + ") order by pc.clientId, p.name, c.clientId, r.name",
                Map.of("default", defaultRole == null ? "" : defaultRole.getId(), "type", AccessProvider.ROLE_TYPE),
                row -> new Finding(
                        Code.PERMISSION_IN_COMPOSITE,
                        where(row.get("client", String.class), text(row, "role")),
                        "contains " + text(row, "owner") + "." + text(row, "permission")
                                + ": whoever has it would hold that in the whole realm"));
    }

    /** Through other roles too: everybody has this role. */
    private void inDefaultRole(RoleModel defaultRole, List<MarkedRole> marked) {
        readBelow(Set.of(defaultRole.getId()));
        Set<String> everybodys = new RoleGraph(places, children).below(Set.of(defaultRole.getId()));
        marked.stream()
                .filter(role -> role.client() != null && !role.types().isEmpty() && everybodys.contains(role.id()))
                .forEach(role -> findings.add(
                        Code.PERMISSION_IN_DEFAULT_ROLE,
                        where(null, defaultRole.getName()),
                        "contains " + role.name() + ": everybody would hold that in the whole realm"));
    }

    private void mapped() {
        Map<String, Object> type = Map.of("type", AccessProvider.ROLE_TYPE);
        String role = " join RoleEntity r on r.id = m.roleId join ClientEntity c on c.id = r.clientId where ";
        findings.each(
                "select m.user.id as id, c.clientId as client, r.name as role from UserRoleMappingEntity m" + role
                        + "r.realmId = :realm and " + IS_OURS.formatted("r") + " order by m.user.id, r.name",
                type,
                row -> mapped(Code.PERMISSION_MAPPED_TO_USER, "users/", row));
        findings.each(
                "select m.userId as id, c.clientId as client, r.name as role from FederatedUserRoleMappingEntity m"
                        + role + "m.realmId = :realm and " + IS_OURS.formatted("r") + " order by m.userId, r.name",
                type,
                row -> mapped(Code.PERMISSION_MAPPED_TO_USER, "users/", row));
        findings.each(
                "select m.group.id as id, c.clientId as client, r.name as role from GroupRoleMappingEntity m" + role
                        + "r.realmId = :realm and " + IS_OURS.formatted("r") + " order by m.group.id, r.name",
                type,
                row -> mapped(Code.PERMISSION_MAPPED_TO_GROUP, "groups/", row));
    }

    private static Finding mapped(Code code, String kind, Tuple row) {
        return new Finding(
                code,
                kind + text(row, "id"),
                "has " + text(row, "client") + "." + text(row, "role")
                        + " as an ordinary role, which holds in the whole realm; grant it on an object instead");
    }

    private static String where(@Nullable String client, String role) {
        return client == null ? "roles/" + role : "clients/" + client + "/roles/" + role;
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }

    private static final class Draft {
        private final @Nullable String client;
        private final String role;
        private final List<String> types = new ArrayList<>();
        private final List<String> scopes = new ArrayList<>();
        private int customs;
        private boolean custom;

        Draft(@Nullable String client, String role) {
            this.client = client;
            this.role = role;
        }

        void add(String attribute, @Nullable String value) {
            String text = value == null ? "" : value;
            switch (attribute) {
                case AccessProvider.ROLE_TYPE -> types.add(text);
                case AccessProvider.ROLE_SCOPE -> scopes.add(text);
                default -> {
                    customs++;
                    custom = Boolean.parseBoolean(text);
                }
            }
        }

        boolean saysSeveralTimesWhatItIs() {
            return customs > 1;
        }

        MarkedRole role(String id) {
            return new MarkedRole(id, client, role, types, scopes, custom);
        }
    }
}
