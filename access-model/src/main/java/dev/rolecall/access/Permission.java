package dev.rolecall.access;

/**
 * The ability to do one thing. In Keycloak: a client role with the attributes {@code rolecall.type} and
 * {@code rolecall.scope}.
 *
 * @param name always {@code <client>.<role>}
 */
public record Permission(String name, RoleType type, RoleScope scope) implements Comparable<Permission> {
    /** Whether the default role of a type on an object of a scope holds this permission. */
    public boolean isHeldBy(RoleType roleType, RoleScope roleScope) {
        return roleType.includes(type) && roleScope.includes(scope);
    }

    @Override
    public int compareTo(Permission other) {
        return name.compareTo(other.name);
    }
}
