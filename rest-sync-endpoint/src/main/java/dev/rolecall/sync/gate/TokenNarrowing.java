package dev.rolecall.sync.gate;

import dev.rolecall.access.Narrowing;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token says of its own limits: by the scope {@code organization:<alias>}, by the claim of our mapper, or both. */
final class TokenNarrowing {
    private static final String ONE = "organization:";
    private static final String ALL = ONE + "*";

    private TokenNarrowing() {}

    /**
     * @param scope the token's scope
     * @param claim the value of {@link Narrowing#CLAIM}, or null
     */
    static Narrowing of(@Nullable String scope, @Nullable Object claim) {
        Set<String> customers = scope == null
                ? Set.of()
                : Arrays.stream(scope.split(" "))
                        .filter(s -> s.startsWith(ONE) && !s.equals(ALL))
                        .map(s -> s.substring(ONE.length()))
                        .collect(Collectors.toSet());
        Narrowing narrowing = Narrowing.ofClaim(claim);
        return customers.isEmpty() ? narrowing : narrowing.and(Narrowing.toCustomers(customers));
    }
}
