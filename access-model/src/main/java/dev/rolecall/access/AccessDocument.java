package dev.rolecall.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a person may do, object by object, as applications read it in the claim {@code access}. Immutable.
 *
 * <p>Permission P on deployment D of customer C holds if P is in {@code system}, or in {@code customers[C]}, or in its
 * {@code deployments[D]}.
 */
public record AccessDocument(ObjectAccess system, SortedMap<String, CustomerAccess> customers) {
    /** The version of the claim's format, its member {@code v}. */
    public static final int VERSION = 1;

    public static final AccessDocument NOTHING = new AccessDocument(ObjectAccess.NONE, new TreeMap<>());

    public AccessDocument {
        customers = Collections.unmodifiableSortedMap(new TreeMap<>(customers));
    }

    public static AccessDocument of(Collection<Grant> grants, PermissionCatalog catalog) {
        List<Grant> onSystem = new ArrayList<>();
        Map<String, List<Grant>> onCustomers = new TreeMap<>();
        for (Grant grant : grants) {
            if (grant.reference().object() instanceof AccessObject.TheSystem) {
                onSystem.add(grant);
            } else {
                onCustomers
                        .computeIfAbsent(grant.reference().object().organization(), alias -> new ArrayList<>())
                        .add(grant);
            }
        }
        SortedMap<String, CustomerAccess> customers = new TreeMap<>();
        onCustomers.forEach((alias, theirs) -> {
            CustomerAccess access = customerAccess(theirs, catalog);
            if (!access.isEmpty()) {
                customers.put(alias, access);
            }
        });
        return new AccessDocument(ObjectAccess.of(onSystem, RoleScope.SYSTEM, catalog), customers);
    }

    public boolean permits(String permission, AccessObject object) {
        if (system.permissions().contains(permission)) {
            return true;
        }
        CustomerAccess customer = customers.get(object.organization());
        if (customer == null || object instanceof AccessObject.TheSystem) {
            return false;
        }
        if (customer.own().permissions().contains(permission)) {
            return true;
        }
        return object instanceof AccessObject.Deployment deployment
                && customer.deployments()
                        .getOrDefault(deployment.name(), ObjectAccess.NONE)
                        .permissions()
                        .contains(permission);
    }

    /** Only what is held on these customers by grants there: the system's part goes, unknown aliases give nothing. */
    public AccessDocument narrowedToCustomers(Set<String> aliases) {
        SortedMap<String, CustomerAccess> kept = new TreeMap<>(customers);
        kept.keySet().retainAll(aliases);
        return new AccessDocument(ObjectAccess.NONE, kept);
    }

    /** As in the claim: {@code {"v":1,"system":{…},"customers":{…}}}, empty members left out. */
    public Map<String, Object> toClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("v", VERSION);
        if (!system.isEmpty()) {
            claim.put("system", system.toClaim());
        }
        if (!customers.isEmpty()) {
            Map<String, Object> byAlias = new LinkedHashMap<>();
            customers.forEach((alias, access) -> byAlias.put(alias, access.toClaim()));
            claim.put("customers", byAlias);
        }
        return claim;
    }

    /** {@code sha-256:…} over the claim as canonical JSON: changes exactly when this document does. */
    public String digest() {
        return CanonicalJson.digest(toClaim());
    }

    private static CustomerAccess customerAccess(List<Grant> grants, PermissionCatalog catalog) {
        List<Grant> own = new ArrayList<>();
        Map<String, List<Grant>> onDeployments = new TreeMap<>();
        for (Grant grant : grants) {
            if (grant.reference().object() instanceof AccessObject.Deployment deployment) {
                onDeployments
                        .computeIfAbsent(deployment.name(), name -> new ArrayList<>())
                        .add(grant);
            } else {
                own.add(grant);
            }
        }
        SortedMap<String, ObjectAccess> deployments = new TreeMap<>();
        onDeployments.forEach((name, theirs) -> {
            ObjectAccess access = ObjectAccess.of(theirs, RoleScope.DEPLOYMENT, catalog);
            if (!access.isEmpty()) {
                deployments.put(name, access);
            }
        });
        return new CustomerAccess(ObjectAccess.of(own, RoleScope.CUSTOMER, catalog), deployments);
    }
}
