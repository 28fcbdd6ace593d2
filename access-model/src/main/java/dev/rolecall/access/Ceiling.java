package dev.rolecall.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The most a source or a client may give.
 *
 * @param type      the highest role type
 * @param system    whether it may give anything on the system
 * @param customers aliases of the only customers it may give anything on; null for every customer. The system is one
 *                  among them: who is limited to customers gives nothing on it, as that reaches every customer
 */
public record Ceiling(
        RoleType type, boolean system, @Nullable Set<String> customers) {
    /** At most ADMIN, on every customer, and nothing on the system. */
    public static final Ceiling DEFAULT = new Ceiling(RoleType.ADMIN, false);

    public Ceiling {
        customers = customers == null ? null : Set.copyOf(customers);
    }

    /** On every customer. */
    public Ceiling(RoleType type, boolean system) {
        this(type, system, null);
    }

    /** The same on these customers only, as far as it reached them before. */
    public Ceiling within(Collection<String> aliases) {
        Set<String> both = new HashSet<>(aliases);
        if (customers != null) {
            both.retainAll(customers);
        }
        return new Ceiling(type, system, both);
    }

    /** Whether it may give anything there. */
    public boolean reaches(String organization) {
        return (system || !organization.equals(AccessObject.SYSTEM_ALIAS))
                && (customers == null || customers.contains(organization));
    }

    public boolean allows(RoleType wanted, String organization) {
        return type.includes(wanted) && reaches(organization);
    }
}
