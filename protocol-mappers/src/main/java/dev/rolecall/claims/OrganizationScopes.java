package dev.rolecall.claims;

import dev.rolecall.access.Narrowing;
import org.jspecify.annotations.Nullable;

/**
 * Which customers {@code scope=organization:<alias>} limits a token to.
 *
 * <p>Keycloak grants such a scope to members only. A non-member's is refused where Keycloak knows the person when it
 * checks the scope, and dropped without a word in the browser flow: the token is then issued as if nothing had been
 * asked. So what was asked for counts as well as what was granted.
 */
final class OrganizationScopes {
    private OrganizationScopes() {}

    /**
     * @param granted the scope of the token
     * @param asked   the scope of the request it is an answer to, or null where that named none
     */
    static Narrowing of(@Nullable String granted, @Nullable String asked) {
        return Narrowing.ofScope(granted).and(Narrowing.ofScope(asked));
    }
}
