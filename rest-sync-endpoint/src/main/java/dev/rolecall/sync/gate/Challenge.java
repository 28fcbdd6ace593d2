package dev.rolecall.sync.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WWW-Authenticate value (RFC 6750 section 3, RFC 9449 section 7.1). Keycloak drops the header of its own exceptions,
 * so it is made here.
 *
 * @param scheme {@code Bearer} or {@code DPoP}
 * @param error  null when the request came without credentials
 */
record Challenge(
        String scheme,
        String realm,
        @Nullable String error,
        @Nullable String description) {
    String header() {
        List<String> parameters = new ArrayList<>();
        parameters.add("realm=" + quoted(realm));
        add(parameters, "error", error);
        add(parameters, "error_description", description);
        return scheme + " " + String.join(", ", parameters);
    }

    private static void add(List<String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(name + "=" + quoted(value));
        }
    }

    /** A realm's name may hold anything; a header may not. */
    private static String quoted(String value) {
        return '"' + value.replaceAll("[^\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]", "?") + '"';
    }
}
