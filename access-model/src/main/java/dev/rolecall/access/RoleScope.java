package dev.rolecall.access;

import java.util.Optional;

/** How far a role reaches. Each scope includes the ones before it: {@code DEPLOYMENT ⊂ CUSTOMER ⊂ SYSTEM}. */
public enum RoleScope {
    DEPLOYMENT,
    CUSTOMER,
    SYSTEM;

    /** The scope of that name in any case, or nothing. */
    public static Optional<RoleScope> named(String name) {
        for (RoleScope scope : values()) {
            if (scope.name().equalsIgnoreCase(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    public boolean includes(RoleScope other) {
        return compareTo(other) >= 0;
    }
}
