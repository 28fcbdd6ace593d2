package dev.rolecall.access;

/**
 * The most a source or a client may give.
 *
 * @param type   the highest role type
 * @param system whether it may give anything on the system
 */
public record Ceiling(RoleType type, boolean system) {
    /** At most ADMIN, and nothing on the system. */
    public static final Ceiling DEFAULT = new Ceiling(RoleType.ADMIN, false);

    public boolean allows(RoleType wanted, RoleScope scope) {
        return type.includes(wanted) && (system || scope != RoleScope.SYSTEM);
    }
}
