package dev.rolecall.access;

/** What a role is held on: the system, a customer, or a deployment of a customer. */
public sealed interface AccessObject {
    /** The alias of the organization that stands for the system; no customer can have it. */
    String SYSTEM_ALIAS = "system";

    RoleScope scope();

    /** The alias of the organization that carries the grants on this object. */
    String organization();

    /** As in a reference behind the {@code @}: {@code parse(path())} is this object again. */
    default String path() {
        return Reference.encode(organization());
    }

    /** Whether a grant on this object counts on that one too: it is the same or below. */
    default boolean reaches(AccessObject other) {
        return equals(other);
    }

    /**
     * @param path {@code system}, {@code acme} or {@code acme/prod-eu}, encoded as in a {@link Reference}
     * @throws InvalidReferenceException if the text is not of that form; its message says why
     */
    static AccessObject parse(String path) {
        if (path.length() > Reference.MAX_LENGTH) {
            throw new InvalidReferenceException("an object has at most " + Reference.MAX_LENGTH + " characters");
        }
        return Reference.object(path);
    }

    static AccessObject ofOrganization(String alias) {
        return alias.equals(SYSTEM_ALIAS) ? new TheSystem() : new Customer(alias);
    }

    record TheSystem() implements AccessObject {
        @Override
        public boolean reaches(AccessObject other) {
            return true;
        }

        @Override
        public RoleScope scope() {
            return RoleScope.SYSTEM;
        }

        @Override
        public String organization() {
            return SYSTEM_ALIAS;
        }
    }

    /** @param alias the alias of the customer's organization */
    record Customer(String alias) implements AccessObject {
        @Override
        public boolean reaches(AccessObject other) {
            return other.organization().equals(alias);
        }

        @Override
        public RoleScope scope() {
            return RoleScope.CUSTOMER;
        }

        @Override
        public String organization() {
            return alias;
        }
    }

    /**
     * @param customer the alias of the customer's organization
     * @param name     the name of the organization's top-level group
     */
    record Deployment(String customer, String name) implements AccessObject {
        @Override
        public String path() {
            return Reference.encode(customer) + "/" + Reference.encode(name);
        }

        @Override
        public RoleScope scope() {
            return RoleScope.DEPLOYMENT;
        }

        @Override
        public String organization() {
            return customer;
        }
    }
}
