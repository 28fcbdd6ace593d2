package dev.rolecall.access;

/** What a role is held on: the system, a customer, or a deployment of a customer. */
public sealed interface AccessObject {
    /** The alias of the organization that stands for the system; no customer can have it. */
    String SYSTEM_ALIAS = "system";

    RoleScope scope();

    /** The alias of the organization that carries the grants on this object. */
    String organization();

    static AccessObject ofOrganization(String alias) {
        return alias.equals(SYSTEM_ALIAS) ? new TheSystem() : new Customer(alias);
    }

    record TheSystem() implements AccessObject {
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
        public RoleScope scope() {
            return RoleScope.DEPLOYMENT;
        }

        @Override
        public String organization() {
            return customer;
        }
    }
}
