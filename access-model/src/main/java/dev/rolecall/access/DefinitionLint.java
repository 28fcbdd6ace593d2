package dev.rolecall.access;

import dev.rolecall.access.Finding.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with the permissions and custom roles of a realm, whoever holds them. */
public final class DefinitionLint {
    private final Map<String, MarkedRole> byId = new LinkedHashMap<>();
    private final RoleGraph graph;
    private final List<Finding> findings = new ArrayList<>();

    /** @param graph the roles below the marked ones */
    public DefinitionLint(Collection<MarkedRole> marked, RoleGraph graph) {
        marked.forEach(role -> byId.put(role.id(), role));
        this.graph = graph;
    }

    public List<Finding> findings() {
        byId.values().forEach(this::examine);
        ambiguousNames();
        graph.inCycles()
                .forEach(id -> add(
                        Code.CYCLE_OF_ROLES,
                        graph.where(id),
                        "is in a cycle of associated roles; take one of them out of another"));
        return List.copyOf(findings);
    }

    private void examine(MarkedRole role) {
        if (!role.isOfClient()) {
            add(
                    Code.REALM_ROLE_MARKED,
                    role.where(),
                    "is marked, but a role of the realm is neither a permission nor a custom role; it gives nothing");
        } else if (!role.isUnderstood()) {
            add(Code.MALFORMED_DEFINITION, role.where(), "gives nothing: " + whatIsMalformed(role));
        } else if (role.custom()) {
            graph.children(role.id()).forEach(child -> examineAssociated(role, child));
        } else if (!graph.children(role.id()).isEmpty()) {
            add(
                    Code.PERMISSION_WITH_ROLES,
                    role.where(),
                    "is a permission, so its associated roles are not held with it; a custom role needs"
                            + " rolecall.role=true");
        }
    }

    private static String whatIsMalformed(MarkedRole role) {
        List<String> wrong = new ArrayList<>();
        if (role.type().isEmpty()) {
            wrong.add(needsOne(AccessProvider.ROLE_TYPE, RoleType.values()));
        }
        if (role.scope().isEmpty()) {
            wrong.add(needsOne(AccessProvider.ROLE_SCOPE, RoleScope.values()));
        }
        return String.join("; ", wrong);
    }

    private static String needsOne(String attribute, Object[] values) {
        return attribute + " must be one of " + Arrays.toString(values).replaceAll("[\\[\\]]", "");
    }

    private void examineAssociated(MarkedRole role, String childId) {
        MarkedRole child = byId.get(childId);
        if (child == null || !child.isOfClient()) {
            add(
                    Code.NOT_A_PERMISSION,
                    role.where(),
                    "contains " + graph.where(childId) + ", which is no permission: it is not held with it");
        } else if (child.custom() && child.isUnderstood()) {
            add(
                    Code.NESTED_CUSTOM_ROLE,
                    role.where(),
                    "contains the custom role " + child.name() + ", whose permissions are not held with it");
        } else if (child.isUnderstood()) {
            examinePermission(role, child);
        }
    }

    private void examinePermission(MarkedRole role, MarkedRole permission) {
        if (!role.type().orElseThrow().includes(permission.type().orElseThrow())) {
            add(
                    Code.ABOVE_TYPE,
                    role.where(),
                    "is " + role.type().get() + ", so " + permission.name() + " ("
                            + permission.type().get() + ") is not held with it");
        }
        if (!role.scope().orElseThrow().includes(permission.scope().orElseThrow())) {
            add(
                    Code.OUTSIDE_SCOPE,
                    role.where(),
                    "reaches " + role.scope().get() + ", so " + permission.name() + " ("
                            + permission.scope().get() + ") is not held with it");
        }
    }

    private void ambiguousNames() {
        Map<String, Set<String>> places = new TreeMap<>();
        byId.values().stream()
                .filter(MarkedRole::isOfClient)
                .collect(Collectors.groupingBy(
                        MarkedRole::name, Collectors.mapping(MarkedRole::where, Collectors.toCollection(TreeSet::new))))
                .forEach(places::put);
        places.forEach((name, where) -> {
            if (where.size() > 1) {
                add(
                        Code.AMBIGUOUS_NAME,
                        where.iterator().next(),
                        name + " means " + String.join(" and ", where) + "; neither is granted");
            }
        });
    }

    private void add(Code code, String where, String message) {
        findings.add(new Finding(code, where, message));
    }
}
