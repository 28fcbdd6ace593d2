package dev.rolecall.claims;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which roles may stand in {@code realm_access} and {@code resource_access}: all but ours. A role of ours is known by
 * {@code <client>.<role>}, wherever the two were split: the hardcoded-role mapper splits at the last dot, so
 * {@code console.logs.read} comes as role {@code read} of a client {@code console.logs}.
 *
 * @param marked whether {@code <client>.<role>} is a permission or a custom role of ours
 */
record RoleFilter(Predicate<String> marked) {
    private static final String ROLES = "roles";

    Set<String> ofRealm(Collection<String> roles) {
        return roles.stream().filter(r -> !marked.test(r)).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> ofClient(String client, Collection<String> roles) {
        return roles.stream()
                .filter(r -> !marked.test(client + "." + r))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The claim {@code realm_access} as JSON, {@code {"roles":[…]}}, or null where nothing is left of it. */
    @Nullable Object realmAccess(Object claim) {
        return access(claim, r -> !marked.test(r));
    }

    /** The claim {@code resource_access} as JSON, {@code {"<client>":{"roles":[…]}}}, or null likewise. */
    @Nullable Object resourceAccess(Object claim) {
        if (!(claim instanceof Map<?, ?> clients)) {
            return claim;
        }
        Map<Object, Object> kept = new LinkedHashMap<>();
        clients.forEach((client, access) -> {
            Object left = access == null ? null : access(access, r -> !marked.test(client + "." + r));
            if (left != null) {
                kept.put(client, left);
            }
        });
        return kept.isEmpty() ? null : kept;
    }

    private static @Nullable Object access(Object claim, Predicate<String> keeps) {
        if (!(claim instanceof Map<?, ?> members) || !members.containsKey(ROLES)) {
            return claim;
        }
        Map<Object, Object> kept = new LinkedHashMap<>(members);
        Object roles = members.get(ROLES);
        List<?> left = (roles instanceof Collection<?> many ? many : List.of(String.valueOf(roles)))
                .stream().filter(r -> keeps.test(String.valueOf(r))).toList();
        if (left.isEmpty()) {
            kept.remove(ROLES);
        } else if (roles instanceof Collection<?>) {
            kept.put(ROLES, left);
        }
        return kept.isEmpty() ? null : kept;
    }
}
