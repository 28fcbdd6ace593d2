package dev.rolecall.access;

import java.util.Set;

/**
 * A role an administrator put together. In Keycloak: a client role with {@code rolecall.role=true} that has permissions
 * as associated roles.
 *
 * @param name        always {@code <client>.<role>}
 * @param permissions names of the associated permissions; those above the type or outside the scope are not held
 */
public record CustomRole(String name, RoleType type, RoleScope scope, Set<String> permissions) {
    public CustomRole {
        permissions = Set.copyOf(permissions);
    }
}
