package dev.rolecall.access;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a person may do at one customer.
 *
 * @param own         by grants on the customer itself; holds for each of its deployments too
 * @param deployments by grants on a deployment, by its name
 */
public record CustomerAccess(ObjectAccess own, SortedMap<String, ObjectAccess> deployments) {
    public CustomerAccess {
        deployments = Collections.unmodifiableSortedMap(new TreeMap<>(deployments));
    }

    public boolean isEmpty() {
        return own.isEmpty() && deployments.isEmpty();
    }

    CustomerAccess withPermissions(Predicate<String> wanted) {
        SortedMap<String, ObjectAccess> kept = new TreeMap<>();
        deployments.forEach((name, access) -> {
            ObjectAccess left = access.withPermissions(wanted);
            if (!left.isEmpty()) {
                kept.put(name, left);
            }
        });
        return new CustomerAccess(own.withPermissions(wanted), kept);
    }

    int objects() {
        return (own.isEmpty() ? 0 : 1) + deployments.size();
    }

    Map<String, Object> toClaim() {
        Map<String, Object> claim = own.toClaim();
        if (!deployments.isEmpty()) {
            Map<String, Object> byName = new LinkedHashMap<>();
            deployments.forEach((name, access) -> byName.put(name, access.toClaim()));
            claim.put("deployments", byName);
        }
        return claim;
    }
}
