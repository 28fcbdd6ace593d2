package dev.rolecall.access;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
