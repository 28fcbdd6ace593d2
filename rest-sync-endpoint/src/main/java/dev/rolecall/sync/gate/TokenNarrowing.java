package dev.rolecall.sync.gate;

import dev.rolecall.access.Narrowing;
import org.jspecify.annotations.Nullable;

/** What a token says of its own limits: by the scope {@code organization:<alias>}, by the claim of our mapper, or both. */
final class TokenNarrowing {
    private TokenNarrowing() {}

    /**
     * @param scope the token's scope
     * @param claim the value of {@link Narrowing#CLAIM}, or null
     */
    static Narrowing of(@Nullable String scope, @Nullable Object claim) {
        return Narrowing.ofClaim(claim).and(Narrowing.ofScope(scope));
    }
}
