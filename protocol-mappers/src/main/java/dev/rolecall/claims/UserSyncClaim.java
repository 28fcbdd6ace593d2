package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.utils.JsonUtils;

/**
 * The name of a claim as an administrator writes it: a dot nests, {@code \.} is a dot, and a name that is a URI
 * ({@code https://example.com/claims/user-sync}, {@code urn:example:claims}) is one member with all its dots.
 *
 * @param path at least one member name, none of them blank
 */
record UserSyncClaim(List<String> path) {
    static final int MAX_LENGTH = 200;

    private static final Pattern URI =
            Pattern.compile("(?:[a-z][a-z0-9+.-]*://|urn:).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern BARE_DOT = Pattern.compile("(?<!\\\\)\\.");

    UserSyncClaim {
        path = List.copyOf(path);
    }

    /** A claim to be read; it may be one that tokens have anyway, such as {@code sub}. */
    static Optional<UserSyncClaim> parse(String text) {
        String escaped = escaped(text.strip());
        if (escaped.isEmpty()
                || escaped.length() > MAX_LENGTH
                || escaped.startsWith(".")
                || BARE_DOT.matcher(escaped).results().anyMatch(dot -> dot.end() == escaped.length())
                || escaped.contains("..")) {
            return Optional.empty();
        }
        UserSyncClaim claim = new UserSyncClaim(JsonUtils.splitClaimPath(escaped));
        return claim.path.stream().noneMatch(String::isBlank) ? Optional.of(claim) : Optional.empty();
    }

    /** A claim to be written. */
    static Optional<ClaimName> toWrite(String text) {
        return ClaimName.parse(escaped(text.strip()));
    }

    /** The dots of a URI as {@link ClaimName} and Keycloak understand them. */
    static String escaped(String text) {
        return URI.matcher(text).matches() ? BARE_DOT.matcher(text).replaceAll("\\\\.") : text;
    }

    /** Nothing where the claim is not there, or null. */
    Optional<JsonNode> in(JsonNode claims) {
        JsonNode value = claims;
        for (String member : path) {
            value = value.path(member);
        }
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }
}
