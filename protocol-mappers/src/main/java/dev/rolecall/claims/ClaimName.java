package dev.rolecall.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.utils.JsonUtils;

/**
 * Where in a token the document stands. A dot nests, {@code \.} is a dot.
 *
 * @param path at least one member name, none of them blank, the first not {@linkplain #isReserved reserved}
 */
record ClaimName(List<String> path) {
    static final String ACCESS = "access";

    private static final int MAX_LENGTH = 200;

    /**
     * Members a token already has, or that RFC 7519, 7662, 7800, 8693, 9068, 9396 and OpenID Connect give a meaning: a
     * claim under such a name would be ignored, written twice, or believed by an application.
     */
    private static final Set<String> RESERVED = Set.of(
            ("iss sub aud exp nbf iat jti cnf act may_act active client_id username token_type scope roles groups"
                            + " entitlements authorization_details nonce auth_time acr amr azp at_hash c_hash s_hash"
                            + " sid events name given_name family_name middle_name nickname preferred_username profile"
                            + " picture website email email_verified gender birthdate zoneinfo locale phone_number"
                            + " phone_number_verified address updated_at claims_locales typ session_state realm_access"
                            + " resource_access authorization allowed-origins trusted-certs organization reuse_id jwt prov aud_x rolecall_narrowed")
                    .split(" "));

    ClaimName {
        path = List.copyOf(path);
    }

    /** The name, or nothing where no token may carry a claim of ours. */
    static Optional<ClaimName> parse(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH || text.startsWith(".") || text.endsWith(".")) {
            return Optional.empty();
        }
        ClaimName name = new ClaimName(JsonUtils.splitClaimPath(text));
        boolean readable = name.path.stream().noneMatch(String::isBlank);
        return readable && !text.contains("..") && !RESERVED.contains(name.path.get(0))
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Why no token may carry a claim of ours under that name. */
    static Optional<String> problem(String text) {
        if (parse(text).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                isReserved(text)
                        ? "The claim name is reserved: tokens use it for something else."
                        : "The claim name must be up to " + MAX_LENGTH
                                + " characters, with a name before and after each dot.");
    }

    /** The claim beside this one whose name has something more at its end. */
    ClaimName withSuffix(String suffix) {
        List<String> other = new ArrayList<>(path);
        other.set(other.size() - 1, other.get(other.size() - 1) + suffix);
        return new ClaimName(other);
    }

    static boolean isReserved(String text) {
        return RESERVED.contains(
                JsonUtils.splitClaimPath(text).stream().findFirst().orElse(""));
    }
}
