package dev.rolecall.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every permission and custom role of a realm, and so the answer to what a role holds. Two definitions of one name
 * ({@code a.b} + {@code c} and {@code a} + {@code b.c}) leave that name out altogether. Immutable.
 */
public final class PermissionCatalog {
    private final Map<String, Permission> permissions;
    private final Map<String, CustomRole> customRoles;
    private final Set<String> marked;
    private final Set<String> malformed;

    public PermissionCatalog(Collection<Permission> permissions, Collection<CustomRole> customRoles) {
        this(permissions, customRoles, Set.of());
    }

    /** @param malformed names of client roles that are marked as ours but cannot be understood; they give nothing */
    public PermissionCatalog(
            Collection<Permission> permissions, Collection<CustomRole> customRoles, Set<String> malformed) {
        Set<String> ambiguous = repeated(permissions, customRoles);
        this.permissions = permissions.stream()
                .filter(p -> !ambiguous.contains(p.name()))
                .collect(Collectors.toMap(Permission::name, p -> p, (a, b) -> a, TreeMap::new));
        this.customRoles = customRoles.stream()
                .filter(r -> !ambiguous.contains(r.name()))
                .collect(Collectors.toMap(CustomRole::name, r -> r, (a, b) -> a, TreeMap::new));
        this.malformed = Set.copyOf(malformed);
        this.marked = new HashSet<>(malformed);
        permissions.forEach(p -> marked.add(p.name()));
        customRoles.forEach(r -> marked.add(r.name()));
    }

    /**
     * Whether {@code <client>.<role>} is a role of ours, understood or not. Such a role must never appear in a claim as
     * if it held for the whole realm.
     */
    public boolean isMarked(String name) {
        return marked.contains(name);
    }

    /** Whether a role of that name is marked as ours but its type or scope cannot be understood; it gives nothing. */
    public boolean isMalformed(String name) {
        return malformed.contains(name);
    }

    /** Whether several definitions have that name; none of them gives anything. */
    public boolean isAmbiguous(String name) {
        return marked.contains(name)
                && !malformed.contains(name)
                && !permissions.containsKey(name)
                && !customRoles.containsKey(name);
    }

    /** Whether a grant that is in force gives a permission, on the object it is on and below. */
    public boolean gives(Grant grant, Permission permission) {
        RoleScope scope = grant.reference().scope();
        String name = grant.reference().name();
        if (!permission.equals(permissions.get(permission.name()))) {
            return false;
        }
        if (grant.direct()) {
            return name.equals(permission.name()) && scope.includes(permission.scope());
        }
        return grant.reference()
                .type()
                .map(type -> type.existsOn(scope) && permission.isHeldBy(type, scope))
                .or(() -> customRole(name).map(role -> heldBy(role, scope).contains(permission.name())))
                .orElse(false);
    }

    /** Whether a grant that is in force gives anything at all: a role that exists, or a permission. */
    public boolean isMeaningful(Grant grant) {
        return !ObjectAccess.of(List.of(grant), grant.reference().scope(), this).isEmpty();
    }

    /** Whether no role of the realm is one of ours. */
    public boolean marksNothing() {
        return marked.isEmpty();
    }

    public Optional<Permission> permission(String name) {
        return Optional.ofNullable(permissions.get(name));
    }

    public Optional<CustomRole> customRole(String name) {
        return Optional.ofNullable(customRoles.get(name));
    }

    /** The names of the permissions that the default role of a type on an object of a scope holds, sorted. */
    public SortedSet<String> heldBy(RoleType type, RoleScope scope) {
        return permissions.values().stream()
                .filter(p -> p.isHeldBy(type, scope))
                .map(Permission::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The names of the permissions a custom role holds on an object of a scope, sorted: those associated with it that
     * are neither above its type nor outside its scope, nor outside the object's.
     */
    public SortedSet<String> heldBy(CustomRole role, RoleScope objectScope) {
        return role.permissions().stream()
                .map(permissions::get)
                .filter(p -> p != null && p.isHeldBy(role.type(), role.scope()) && objectScope.includes(p.scope()))
                .map(Permission::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> repeated(Collection<Permission> permissions, Collection<CustomRole> customRoles) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        permissions.stream().map(Permission::name).filter(n -> !seen.add(n)).forEach(repeated::add);
        customRoles.stream().map(CustomRole::name).filter(n -> !seen.add(n)).forEach(repeated::add);
        return repeated;
    }
}
