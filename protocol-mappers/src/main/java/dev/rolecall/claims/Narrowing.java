package dev.rolecall.claims;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which customers {@code scope=organization:<alias>} limits a token to.
 *
 * <p>Keycloak grants such a scope to members only. A non-member's is refused where Keycloak knows the person when it
 * checks the scope, and dropped without a word in the browser flow: the token is then issued as if nothing had been
 * asked, and so are the tokens refreshed from it. So what was asked for counts as well as what was granted.
 *
 * @param customers aliases, or null where nothing is narrowed
 * @param remember  whether this was a request for strangers' customers only, which must stay narrowed when the person
 *                  becomes associated with one of them
 */
record Narrowing(@Nullable Set<String> customers, boolean remember) {
    static final Narrowing NONE = new Narrowing(null, false);

    private static final String ORGANIZATION = "organization";
    private static final String ONE = ORGANIZATION + ":";
    private static final String ALL = ONE + "*";

    Narrowing {
        customers = customers == null ? null : Set.copyOf(customers);
    }

    /**
     * @param granted    the scope of this token
     * @param asked      the scope of the last authorization request of the client session. Tabs share it, so it may
     *                   belong to another token than this one
     * @param remembered the {@code asked} of an earlier answer with {@link #remember}
     * @param associated whether the person is associated with a customer now
     */
    static Narrowing of(
            String granted, @Nullable String asked, @Nullable String remembered, Predicate<String> associated) {
        Set<String> here = customers(granted);
        if (!here.isEmpty()) {
            return new Narrowing(here, false);
        }
        String request = asked == null || namesAnyOrganization(granted) ? "" : asked;
        Set<String> there = customers(request);
        if (there.isEmpty()) {
            return NONE;
        }
        boolean strangers = there.stream().noneMatch(associated);
        return strangers || request.equals(remembered) ? new Narrowing(there, strangers) : NONE;
    }

    private static Set<String> customers(String scope) {
        return Arrays.stream(scope.split(" "))
                .filter(s -> s.startsWith(ONE) && !s.equals(ONE) && !s.equals(ALL))
                .map(s -> s.substring(ONE.length()))
                .collect(Collectors.toSet());
    }

    private static boolean namesAnyOrganization(String scope) {
        return Arrays.stream(scope.split(" ")).anyMatch(s -> s.equals(ORGANIZATION) || s.equals(ALL));
    }
}
