package dev.rolecall.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is stored about one person's access, in force or not.
 *
 * @param enabled whether the person is
 * @param ended   alias -> when the person's association with that organization ended, and has not begun again since
 */
public record Holdings(
        boolean enabled, List<Association> associations, List<Holding> grants, Map<String, Instant> ended) {
    public Holdings {
        associations = List.copyOf(associations);
        grants = List.copyOf(grants);
        ended = Map.copyOf(ended);
    }

    /** The grants that give something, as far as their roles hold anything. */
    public List<Holding> inForce(Instant now) {
        return enabled
                ? grants.stream().filter(holding -> holding.isInForce(now)).toList()
                : List.of();
    }

    public AccessDocument document(PermissionCatalog catalog, Instant now) {
        List<Grant> inForce = inForce(now).stream().map(Holding::grant).toList();
        return inForce.isEmpty() ? AccessDocument.NOTHING : AccessDocument.of(inForce, catalog);
    }

    public boolean isMemberOf(String organization) {
        return associations.stream()
                .anyMatch(association ->
                        association.member() && association.organization().equals(organization));
    }
}
