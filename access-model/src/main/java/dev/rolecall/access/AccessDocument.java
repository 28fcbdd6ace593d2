package dev.rolecall.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    /** Only what a narrowed token may hold: never more than this document, and nothing on what it is not limited to. */
    public AccessDocument narrowedTo(Narrowing narrowing, PermissionCatalog catalog) {
        AccessDocument narrowed = narrowing.customers() == null ? this : narrowedToCustomers(narrowing.customers());
        return narrowing.deployments() == null
                ? narrowed
                : narrowed.narrowedToDeployments(narrowing.deployments(), catalog);
    }

    /**
     * Only what is held on these deployments. What grants on the customer or on the system give there is written under
     * the deployment, and nothing else of theirs is left, so that the document is good on no other deployment. A
     * deployment without its customer is that name in every customer of this document.
     */
    private AccessDocument narrowedToDeployments(Set<DeploymentName> deployments, PermissionCatalog catalog) {
        Map<String, SortedMap<String, ObjectAccess>> kept = new TreeMap<>();
        for (DeploymentName deployment : deployments) {
            String named = deployment.customer();
            for (String alias : named == null ? customers.keySet() : Set.of(named)) {
                ObjectAccess there = onDeployment(alias, deployment.name(), catalog);
                if (!there.isEmpty()) {
                    kept.computeIfAbsent(alias, a -> new TreeMap<>()).put(deployment.name(), there);
                }
            }
        }
        SortedMap<String, CustomerAccess> narrowed = new TreeMap<>();
        kept.forEach((alias, theirs) -> narrowed.put(alias, new CustomerAccess(ObjectAccess.NONE, theirs)));
        return new AccessDocument(ObjectAccess.NONE, narrowed);
    }

    private ObjectAccess onDeployment(String alias, String name, PermissionCatalog catalog) {
        CustomerAccess customer = customers.get(alias);
        ObjectAccess fromAbove = system.onDeployments(catalog);
        return customer == null
                ? fromAbove
                : fromAbove
                        .and(customer.own().onDeployments(catalog))
                        .and(customer.deployments().getOrDefault(name, ObjectAccess.NONE));
    }

    /** With these permissions only; roles stay. What is left without both goes. */
    public AccessDocument withPermissions(Predicate<String> wanted) {
        SortedMap<String, CustomerAccess> kept = new TreeMap<>();
        customers.forEach((alias, access) -> {
            CustomerAccess left = access.withPermissions(wanted);
            if (!left.isEmpty()) {
                kept.put(alias, left);
            }
        });
        return new AccessDocument(system.withPermissions(wanted), kept);
    }

    /** How many objects, the system, customers and deployments, have something granted on them. */
    public int objects() {
        return (system.isEmpty() ? 0 : 1)
                + customers.values().stream().mapToInt(CustomerAccess::objects).sum();
    }

    /** Each permission with the object it stands at, sorted as text. */
    public List<Reference> permissions() {
        List<Reference> all = new ArrayList<>();
        system.permissions().forEach(p -> all.add(new Reference(p, new AccessObject.TheSystem())));
        customers.forEach((alias, customer) -> {
            customer.own().permissions().forEach(p -> all.add(new Reference(p, new AccessObject.Customer(alias))));
            customer.deployments()
                    .forEach((name, access) -> access.permissions()
                            .forEach(p -> all.add(new Reference(p, new AccessObject.Deployment(alias, name)))));
        });
        all.sort(Comparator.comparing(Reference::toString));
        return all;
    }

    /**
     * As in the claim, or, for more objects than that, {@code {"v":1,"overage":true,…}}: how many they are, a digest
     * that changes when the document does, and where to read it.
     */
    public Map<String, Object> toClaim(int maxObjects, Supplier<String> endpoint) {
        int objects = objects();
        if (objects <= maxObjects) {
            return toClaim();
        }
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("v", VERSION);
        claim.put("overage", true);
        claim.put("objects", objects);
        claim.put("digest", digest());
        claim.put("endpoint", endpoint.get());
        return claim;
    }

    /** Of the claim's JSON, its members sorted and without spaces: {@code sha-256:} and the hash in base64url. */
    public String digest() {
        return CanonicalJson.digest(this);
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

    /** Only what is held on objects that are wanted; what is held above a wanted object does not count as held on it. */
    public AccessDocument only(Predicate<AccessObject> wanted) {
        SortedMap<String, CustomerAccess> kept = new TreeMap<>();
        customers.forEach((alias, access) -> {
            SortedMap<String, ObjectAccess> deployments = new TreeMap<>(access.deployments());
            deployments.keySet().removeIf(name -> !wanted.test(new AccessObject.Deployment(alias, name)));
            ObjectAccess own = wanted.test(new AccessObject.Customer(alias)) ? access.own() : ObjectAccess.NONE;
            CustomerAccess left = new CustomerAccess(own, deployments);
            if (!left.isEmpty()) {
                kept.put(alias, left);
            }
        });
        return new AccessDocument(wanted.test(new AccessObject.TheSystem()) ? system : ObjectAccess.NONE, kept);
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
