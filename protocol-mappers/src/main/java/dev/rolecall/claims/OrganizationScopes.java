package dev.rolecall.claims;

import dev.rolecall.access.Narrowing;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which customers {@code scope=organization:<alias>} limits a token to.
 *
 * <p>Keycloak grants such a scope to members only. A non-member's is refused where Keycloak knows the person when it
 * checks the scope, and dropped without a word in the browser flow: the token is then issued as if nothing had been
 * asked. So what was asked for counts as well as what was granted.
 */
final class OrganizationScopes {
    private static final String ONE = "organization:";
    private static final String ALL = ONE + "*";

    private OrganizationScopes() {}

    /**
     * @param granted the scope of the token
     * @param asked   the scope of the request it is an answer to, or null where that named none
     */
    static Narrowing of(String granted, @Nullable String asked) {
        return narrowing(granted).and(narrowing(asked));
    }

    private static Narrowing narrowing(@Nullable String scope) {
        Set<String> named = customers(scope);
        return named.isEmpty() ? Narrowing.NONE : Narrowing.toCustomers(named);
    }

    /** The aliases that a scope names; none where it is null. */
    static Set<String> customers(@Nullable String scope) {
        return scope == null
                ? Set.of()
                : Arrays.stream(scope.split(" "))
                        .filter(s -> s.startsWith(ONE) && !s.equals(ONE) && !s.equals(ALL))
                        .map(s -> s.substring(ONE.length()))
                        .collect(Collectors.toSet());
    }
}
