package dev.rolecall.ldap;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.InvalidReferenceException;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;

/** What a rule gives. Its text is what stands in a rule. */
public sealed interface Target {
    /**
     * A role or a direct permission on an object: {@code ADMIN@acme}, {@code console.support@acme},
     * {@code console.logs.read@acme/prod-eu}. Which of the two a name that is no role type is, the realm's catalog says.
     */
    record Grant(Reference reference) implements Target {
        /** Whether it is a direct permission. */
        public boolean isPermission(PermissionCatalog catalog) {
            return reference.type().isEmpty()
                    && catalog.permission(reference.name()).isPresent();
        }

        @Override
        public String toString() {
            return reference.toString();
        }
    }

    /** Being associated with a customer or the system, without a role: {@code member:acme}. */
    record Association(AccessObject object) implements Target {
        static final String PREFIX = "member:";

        public Association {
            if (object instanceof AccessObject.Deployment) {
                throw new IllegalArgumentException("a person is associated with a customer, not with a deployment");
            }
        }

        /** The alias of the customer, or {@code system}. */
        public String customer() {
            return object.organization();
        }

        @Override
        public String toString() {
            return PREFIX + object.path();
        }
    }

    /** A plain role of the realm: {@code role:auditor}. */
    record RealmRole(String name) implements Target {
        static final String PREFIX = "role:";

        @Override
        public String toString() {
            return PREFIX + Reference.encode(name);
        }
    }

    /** A plain role of a client: {@code role:wiki/editor}. */
    record ClientRole(String clientId, String name) implements Target {
        @Override
        public String toString() {
            return RealmRole.PREFIX + Reference.encode(clientId) + "/" + Reference.encode(name);
        }
    }

    /**
     * Reads what stands in a rule. A reference has an {@code @} and what begins with {@code role:} or {@code member:} has
     * none, so neither can be taken for the other.
     *
     * @throws InvalidReferenceException if it is none of these; its message says why
     */
    static Target parse(String text) {
        if (text.indexOf('@') < 0 && text.length() <= Reference.MAX_LENGTH) {
            if (text.startsWith(Association.PREFIX)) {
                return association(text.substring(Association.PREFIX.length()));
            }
            if (text.startsWith(RealmRole.PREFIX)) {
                return plainRole(text.substring(RealmRole.PREFIX.length()));
            }
        }
        return new Grant(Reference.parse(text));
    }

    private static Target association(String customer) {
        return new Association(AccessObject.ofOrganization(Reference.decode("customer", customer)));
    }

    private static Target plainRole(String role) {
        int slash = role.indexOf('/');
        return slash < 0
                ? new RealmRole(Reference.decode("role", role))
                : new ClientRole(
                        Reference.decode("client", role.substring(0, slash)),
                        Reference.decode("role", role.substring(slash + 1)));
    }
}
