package dev.rolecall.access;

import java.util.List;
import java.util.stream.Stream;

/** "What a role holds" of the access model, sentence by sentence, without a thought for speed. */
final class NaiveModel {
    private static final List<String> TYPES = List.of("VIEW", "MANAGE", "ADMIN", "SUPER");
    private static final List<String> SCOPES = List.of("DEPLOYMENT", "CUSTOMER", "SYSTEM");

    private NaiveModel() {}

    /** Effective on deployment D of customer C: grants on D, on C, and on the system. */
    static boolean permits(Realms.Definitions definitions, List<Grant> grants, String permission, AccessObject object) {
        return definitions.permissions().stream()
                .filter(p -> p.name().equals(permission))
                .filter(p -> isOnlyOneOfItsName(definitions, permission))
                .anyMatch(p -> grants.stream()
                        .filter(g -> isOnOrAbove(g.reference().object(), object))
                        .anyMatch(g -> holds(definitions, g, p)));
    }

    private static boolean isOnOrAbove(AccessObject held, AccessObject asked) {
        if (held.equals(asked) || held.scope() == RoleScope.SYSTEM) {
            return true;
        }
        return held.scope() == RoleScope.CUSTOMER
                && asked.scope() == RoleScope.DEPLOYMENT
                && held.organization().equals(asked.organization());
    }

    private static boolean holds(Realms.Definitions definitions, Grant grant, Permission p) {
        String name = grant.reference().name();
        RoleScope s = grant.reference().scope();
        boolean isWithin = isWithin(p.scope(), s);
        if (grant.direct()) {
            return name.equals(p.name()) && isWithin;
        }
        for (RoleType t : RoleType.values()) {
            if (t.name().equals(name)) {
                boolean exists = t != RoleType.SUPER || s == RoleScope.SYSTEM;
                return exists && isAtMost(p.type(), t) && isWithin;
            }
        }
        return isOnlyOneOfItsName(definitions, name)
                && definitions.customRoles().stream()
                        .filter(r -> r.name().equals(name) && r.permissions().contains(p.name()))
                        .anyMatch(r -> isAtMost(p.type(), r.type()) && isWithin(p.scope(), r.scope()) && isWithin);
    }

    private static boolean isAtMost(RoleType type, RoleType limit) {
        return TYPES.indexOf(type.name()) <= TYPES.indexOf(limit.name());
    }

    private static boolean isWithin(RoleScope scope, RoleScope limit) {
        return SCOPES.indexOf(scope.name()) <= SCOPES.indexOf(limit.name());
    }

    private static boolean isOnlyOneOfItsName(Realms.Definitions definitions, String name) {
        return Stream.concat(
                                definitions.permissions().stream().map(Permission::name),
                                definitions.customRoles().stream().map(CustomRole::name))
                        .filter(name::equals)
                        .count()
                == 1;
    }
}
