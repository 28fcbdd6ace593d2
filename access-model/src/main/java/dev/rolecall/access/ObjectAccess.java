package dev.rolecall.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    /** Both together; of two role types the higher one. */
    ObjectAccess and(ObjectAccess other) {
        TreeSet<String> allRoles = new TreeSet<>(roles);
        allRoles.addAll(other.roles);
        Optional<RoleType> highest =
                allRoles.stream().map(RoleType::named).flatMap(Optional::stream).max(Comparator.naturalOrder());
        highest.ifPresent(type ->
                allRoles.removeIf(r -> RoleType.named(r).filter(t -> t != type).isPresent()));
        TreeSet<String> allPermissions = new TreeSet<>(permissions);
        allPermissions.addAll(other.permissions);
        return new ObjectAccess(allRoles, allPermissions);
    }

    /**
     * What grants on a customer or on the system give on a deployment: permissions of scope {@code DEPLOYMENT}, the
     * role type, {@code ADMIN} at most since {@code SUPER} exists on the system only, and the custom roles that hold
     * something there.
     */
    ObjectAccess onDeployments(PermissionCatalog catalog) {
        TreeSet<String> there = new TreeSet<>();
        for (String role : roles) {
            RoleType.named(role)
                    .ifPresentOrElse(
                            type -> there.add((type == RoleType.SUPER ? RoleType.ADMIN : type).name()),
                            () -> catalog.customRole(role)
                                    .filter(r -> !catalog.heldBy(r, RoleScope.DEPLOYMENT)
                                            .isEmpty())
                                    .ifPresent(r -> there.add(r.name())));
        }
        return new ObjectAccess(there, permissions)
                .withPermissions(p -> catalog.permission(p)
                        .filter(known -> known.scope() == RoleScope.DEPLOYMENT)
                        .isPresent());
    }

    ObjectAccess withPermissions(Predicate<String> wanted) {
        return new ObjectAccess(
                roles, permissions.stream().filter(wanted).collect(Collectors.toCollection(TreeSet::new)));
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
