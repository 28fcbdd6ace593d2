package dev.rolecall.access;

import dev.rolecall.access.Hindrance.Code;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a grant in force, on the object or above it, does not give a permission. */
final class MissingPermission {
    private MissingPermission() {}

    /** Nothing for another permission that was granted directly: that is not near. */
    static Optional<Hindrance> in(Grant grant, Permission permission, PermissionCatalog catalog) {
        @Nullable RoleType type = grant.direct() ? null : grant.reference().type().orElse(null);
        if (grant.direct() && !grant.reference().name().equals(permission.name())) {
            return Optional.empty();
        }
        if (!grant.reference().scope().includes(permission.scope())) {
            return Optional.of(new Hindrance(
                    Code.OUTSIDE_SCOPE,
                    "%s is of scope %s, a grant on %s reaches %s only"
                            .formatted(
                                    permission.name(),
                                    permission.scope(),
                                    grant.reference().object().path(),
                                    grant.reference().scope())));
        }
        return grant.direct() ? Optional.empty() : Optional.of(inRole(grant, type, permission, catalog));
    }

    private static Hindrance inRole(
            Grant grant, @Nullable RoleType type, Permission permission, PermissionCatalog catalog) {
        if (type != null) {
            return type.existsOn(grant.reference().scope())
                    ? tooLow("has " + type, permission)
                    : new Hindrance(Code.UNKNOWN_ROLE, type + " exists on the system only");
        }
        String name = grant.reference().name();
        return catalog.customRole(name)
                .map(role -> inCustomRole(role, permission))
                .orElseGet(() -> new Hindrance(Code.UNKNOWN_ROLE, unknown(name, catalog)));
    }

    private static Hindrance inCustomRole(CustomRole role, Permission permission) {
        if (!role.permissions().contains(permission.name())) {
            return new Hindrance(Code.NOT_IN_ROLE, role.name() + " does not contain " + permission.name());
        }
        if (!role.type().includes(permission.type())) {
            return tooLow(role.name() + " contains it but is of type " + role.type(), permission);
        }
        return new Hindrance(
                Code.OUTSIDE_SCOPE,
                "%s contains it but is of scope %s, needs %s".formatted(role.name(), role.scope(), permission.scope()));
    }

    private static Hindrance tooLow(String what, Permission permission) {
        return new Hindrance(Code.TYPE_TOO_LOW, what + ", needs " + permission.type());
    }

    private static String unknown(String name, PermissionCatalog catalog) {
        if (catalog.isMalformed(name)) {
            return name + " has a type or scope that cannot be understood";
        }
        return catalog.isAmbiguous(name) ? "several definitions are named " + name : "there is no role " + name;
    }
}
