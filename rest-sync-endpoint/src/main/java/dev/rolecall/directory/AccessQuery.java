package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.CustomRole;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.Text;
import dev.rolecall.sync.gate.Refusal;
import org.jspecify.annotations.Nullable;

/** The parameters that name things, read strictly: what cannot be stored or is too long names nothing. */
final class AccessQuery {
    static final String INVALID = "invalid-value";
    private static final String PERMISSION = "permission";
    private static final int MOST_CHARACTERS = 1_024;

    private AccessQuery() {}

    /** @throws Refusal when it is missing or cannot name anything */
    static String required(String field, @Nullable String value) {
        String text = optional(field, value);
        if (text == null) {
            throw Refusal.badRequest(field, INVALID, "The parameter " + field + " is missing.");
        }
        return text;
    }

    static @Nullable String optional(String field, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > MOST_CHARACTERS || !Text.isWellFormed(value))) {
            throw Refusal.badRequest(
                    field, INVALID, field + " is a text of at most " + MOST_CHARACTERS + " characters.");
        }
        return value;
    }

    /** An object as in a reference behind the {@code @}. */
    static AccessObject parsed(String field, String path) {
        try {
            return AccessObject.parse(path);
        } catch (InvalidReferenceException e) {
            throw Refusal.badRequest(field, INVALID, field + ": " + e.getMessage());
        }
    }

    /** A permission by its name, which must mean one thing. */
    static Permission permission(String name, PermissionCatalog catalog) {
        if (catalog.isMalformed(name)) {
            throw Refusal.badRequest(
                    PERMISSION, "malformed-permission", "Its type or scope cannot be understood, so it gives nothing.");
        }
        if (catalog.isAmbiguous(name)) {
            throw Refusal.badRequest(
                    PERMISSION, "ambiguous-permission", "Several definitions have that name, so none gives anything.");
        }
        return catalog.permission(name).orElseThrow(() -> Viewer.unknown(PERMISSION, "There is no such permission."));
    }

    /** A role type in any case, or a custom role. */
    static String role(String name, PermissionCatalog catalog) {
        return RoleType.named(name)
                .map(RoleType::name)
                .or(() -> catalog.customRole(name).map(CustomRole::name))
                .orElseThrow(() -> Viewer.unknown("role", "There is no such role."));
    }

    /** An object by its names as they are; the customer {@code system} is the system. */
    static AccessObject object(String customer, @Nullable String deployment) {
        if (deployment == null) {
            return AccessObject.ofOrganization(customer);
        }
        if (customer.equals(AccessObject.SYSTEM_ALIAS)) {
            throw Refusal.badRequest("deployment", INVALID, "The system has no deployments.");
        }
        return new AccessObject.Deployment(customer, deployment);
    }
}
