package dev.rolecall.access;

import java.util.Optional;

/** How much a role may do. Each type includes the ones before it: {@code VIEW < MANAGE < ADMIN < SUPER}. */
public enum RoleType {
    VIEW,
    MANAGE,
    ADMIN,
    /** Exists on the system only. */
    SUPER;

    /** The type of that name in any case, or nothing. */
    public static Optional<RoleType> named(String name) {
        for (RoleType type : values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public boolean includes(RoleType other) {
        return compareTo(other) >= 0;
    }

    /** Every object has the default roles VIEW, MANAGE and ADMIN; the system has SUPER besides. */
    public boolean existsOn(RoleScope scope) {
        return this != SUPER || scope == RoleScope.SYSTEM;
    }
}
