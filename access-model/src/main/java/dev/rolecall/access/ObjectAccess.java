package dev.rolecall.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the grants on one object give.
 *
 * @param roles       the highest role type granted there, and custom roles, sorted
 * @param permissions names of permissions, sorted
 */
public record ObjectAccess(SortedSet<String> roles, SortedSet<String> permissions) {
    static final ObjectAccess NONE = new ObjectAccess(new TreeSet<>(), new TreeSet<>());

    public ObjectAccess {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
    }

    public boolean isEmpty() {
        return roles.isEmpty() && permissions.isEmpty();
    }

    static ObjectAccess of(Iterable<Grant> grants, RoleScope scope, PermissionCatalog catalog) {
        TreeSet<String> roles = new TreeSet<>();
        TreeSet<String> permissions = new TreeSet<>();
        RoleType highest = null;
        for (Grant grant : grants) {
            String name = grant.reference().name();
            RoleType type = grant.direct() ? null : RoleType.named(name).orElse(null);
            if (grant.direct()) {
                catalog.permission(name)
                        .filter(p -> scope.includes(p.scope()))
                        .ifPresent(p -> permissions.add(p.name()));
            } else if (type == null) {
                catalog.customRole(name).ifPresent(role -> {
                    roles.add(role.name());
                    permissions.addAll(catalog.heldBy(role, scope));
                });
            } else if (type.existsOn(scope) && (highest == null || type.includes(highest))) {
                highest = type;
            }
        }
        if (highest != null) {
            roles.add(highest.name());
            permissions.addAll(catalog.heldBy(highest, scope));
        }
        return new ObjectAccess(roles, permissions);
    }

    /** As in the claim, empty members left out. */
    Map<String, Object> toClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        putUnlessEmpty(claim, "roles", new ArrayList<>(roles));
        putUnlessEmpty(claim, "permissions", new ArrayList<>(permissions));
        return claim;
    }

    private static void putUnlessEmpty(Map<String, Object> claim, String name, List<String> values) {
        if (!values.isEmpty()) {
            claim.put(name, values);
        }
    }
}
