package dev.rolecall.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a token is limited to: to some customers, to some deployments, to both at once, or not at all. Narrowings only
 * ever get narrower: {@link #and} is their intersection. An empty set is no customer and no deployment, not all.
 *
 * <p>A narrowed token carries its narrowing as the claim {@value #CLAIM}, and so does its refresh token, whose every
 * successor keeps it.
 *
 * @param customers   aliases, or null where customers are not limited
 * @param deployments those, or null where deployments are not limited
 */
public record Narrowing(
        @Nullable Set<String> customers, @Nullable Set<DeploymentName> deployments) {
    public static final String CLAIM = "rolecall_narrowed";

    /** A token that is not narrowed. */
    public static final Narrowing NONE = new Narrowing(null, null);

    /** A token that is good for nothing: what to make of a narrowing that cannot be understood. */
    public static final Narrowing TO_NOTHING = new Narrowing(Set.of(), Set.of());

    private static final String CUSTOMER_SCOPE = "organization:";
    private static final String EVERY_CUSTOMER = CUSTOMER_SCOPE + "*";
    private static final String CUSTOMERS = "customers";
    private static final String DEPLOYMENTS = "deployments";

    public Narrowing {
        customers = customers == null ? null : Set.copyOf(customers);
        deployments = deployments == null ? null : Set.copyOf(deployments);
    }

    public static Narrowing toCustomers(Set<String> aliases) {
        return new Narrowing(aliases, null);
    }

    public static Narrowing toDeployment(DeploymentName deployment) {
        return new Narrowing(null, Set.of(deployment));
    }

    public Narrowing and(Narrowing other) {
        return new Narrowing(both(customers, other.customers), bothDeployments(deployments, other.deployments));
    }

    /** To the customers that a scope names by {@code organization:<alias>}; {@link #NONE} where it names none, or is null. */
    public static Narrowing ofScope(@Nullable String scope) {
        Set<String> named = scope == null
                ? Set.of()
                : Arrays.stream(scope.split(" "))
                        .filter(s -> s.startsWith(CUSTOMER_SCOPE))
                        .filter(s -> !s.equals(CUSTOMER_SCOPE) && !s.equals(EVERY_CUSTOMER))
                        .map(s -> s.substring(CUSTOMER_SCOPE.length()))
                        .collect(Collectors.toSet());
        return named.isEmpty() ? NONE : toCustomers(named);
    }

    /** What {@link #toClaim} wrote; null, as in a token without the claim, is {@link #NONE}. */
    public static Narrowing ofClaim(@Nullable Object claim) {
        if (claim == null) {
            return NONE;
        }
        if (!(claim instanceof Map<?, ?> members) || members.isEmpty()) {
            return TO_NOTHING;
        }
        try {
            List<String> deployments = texts(members.get(DEPLOYMENTS));
            List<String> customers = texts(members.get(CUSTOMERS));
            return new Narrowing(
                    customers == null ? null : Set.copyOf(customers),
                    deployments == null
                            ? null
                            : deployments.stream().map(DeploymentName::parse).collect(Collectors.toSet()));
        } catch (IllegalArgumentException | InvalidReferenceException e) {
            return TO_NOTHING;
        }
    }

    /** {@code {"customers":["acme"],"deployments":["acme/prod-eu"]}}, without what is not limited. */
    public Map<String, Object> toClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        if (customers != null) {
            claim.put(CUSTOMERS, List.copyOf(new TreeSet<>(customers)));
        }
        if (deployments != null) {
            claim.put(
                    DEPLOYMENTS,
                    deployments.stream().map(DeploymentName::toString).sorted().toList());
        }
        return claim;
    }

    private static @Nullable List<String> texts(@Nullable Object member) {
        if (member == null) {
            return null;
        }
        if (!(member instanceof Collection<?> many) || !many.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException("not a list of texts");
        }
        return many.stream().map(String::valueOf).distinct().toList();
    }

    private static @Nullable Set<String> both(@Nullable Set<String> some, @Nullable Set<String> others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        return some.stream().filter(others::contains).collect(Collectors.toSet());
    }

    private static @Nullable Set<DeploymentName> bothDeployments(
            @Nullable Set<DeploymentName> some, @Nullable Set<DeploymentName> others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        return some.stream()
                .flatMap(one -> others.stream().flatMap(other -> one.and(other).stream()))
                .collect(Collectors.toSet());
    }
}
