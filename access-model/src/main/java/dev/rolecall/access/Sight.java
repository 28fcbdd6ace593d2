package dev.rolecall.access;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose access a caller may see: what is held on objects of which he is ADMIN or above. An ADMIN of a customer sees that
 * customer and its deployments and nobody else's people; one of the system sees everything.
 */
public final class Sight {
    /** Of an administrator, whom no grant of ours limits. */
    public static final Sight EVERYTHING = new Sight(AccessDocument.NOTHING, true);

    private final AccessDocument caller;
    private final boolean everything;

    private Sight(AccessDocument caller, boolean everything) {
        this.caller = caller;
        this.everything = everything;
    }

    public static Sight of(AccessDocument caller) {
        return new Sight(caller, isAdmin(caller.system()));
    }

    /** Whether he may see who holds what on this very object. */
    public boolean sees(AccessObject object) {
        if (everything) {
            return true;
        }
        CustomerAccess customer = caller.customers().get(object.organization());
        if (customer == null || object instanceof AccessObject.TheSystem) {
            return false;
        }
        return isAdmin(customer.own())
                || (object instanceof AccessObject.Deployment deployment
                        && isAdmin(customer.deployments().getOrDefault(deployment.name(), ObjectAccess.NONE)));
    }

    /** Whether he may see a person at all: one who is associated with a customer of which he sees something. */
    public boolean sees(Holdings person) {
        return everything
                || person.associations().stream()
                        .anyMatch(association -> association.member() && seesSomethingOf(association.organization()));
    }

    public boolean seesSomethingOf(String organization) {
        CustomerAccess customer = caller.customers().get(organization);
        return everything
                || (customer != null
                        && (isAdmin(customer.own())
                                || customer.deployments().values().stream().anyMatch(Sight::isAdmin)));
    }

    /** What he may see of a person's access. */
    public AccessDocument of(Holdings person, PermissionCatalog catalog, Instant now) {
        return limit(person.document(catalog, now));
    }

    AccessDocument limit(AccessDocument document) {
        if (everything) {
            return document;
        }
        SortedMap<String, CustomerAccess> seen = new TreeMap<>();
        document.customers().forEach((alias, access) -> {
            CustomerAccess part = sees(new AccessObject.Customer(alias)) ? access : deploymentsOf(alias, access);
            if (!part.isEmpty()) {
                seen.put(alias, part);
            }
        });
        return new AccessDocument(ObjectAccess.NONE, seen);
    }

    private CustomerAccess deploymentsOf(String alias, CustomerAccess access) {
        SortedMap<String, ObjectAccess> seen = new TreeMap<>(access.deployments());
        seen.keySet().removeIf(name -> !sees(new AccessObject.Deployment(alias, name)));
        return new CustomerAccess(ObjectAccess.NONE, seen);
    }

    private static boolean isAdmin(ObjectAccess access) {
        return access.roles().contains(RoleType.ADMIN.name()) || access.roles().contains(RoleType.SUPER.name());
    }
}
