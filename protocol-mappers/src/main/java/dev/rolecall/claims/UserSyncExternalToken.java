package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/**
 * What the identity provider said at this login: the ID token, then the access token if Keycloak verified it, then
 * userinfo. Keycloak puts a token there only after it checked signature, issuer and time, and userinfo only if its
 * subject is the ID token's. Nothing else is looked at.
 *
 * @param sources the claims of each, the most trusted first
 */
record UserSyncExternalToken(List<JsonNode> sources) {
    UserSyncExternalToken {
        sources = List.copyOf(sources);
    }

    /** @param contextData of Keycloak's {@code BrokeredIdentityContext} */
    static UserSyncExternalToken of(Map<String, Object> contextData) {
        return new UserSyncExternalToken(Stream.of(
                        OIDCIdentityProvider.VALIDATED_ID_TOKEN,
                        OIDCIdentityProvider.VALIDATED_ACCESS_TOKEN,
                        OIDCIdentityProvider.USER_INFO)
                .flatMap(key -> claims(contextData.get(key)).stream())
                .toList());
    }

    private static Optional<JsonNode> claims(@Nullable Object said) {
        if (said instanceof JsonWebToken token) {
            return Optional.of(JsonSerialization.mapper.valueToTree(token));
        }
        return said instanceof JsonNode userinfo ? Optional.of(userinfo) : Optional.empty();
    }

    Optional<JsonNode> claim(UserSyncClaim name) {
        return sources.stream().flatMap(claims -> name.in(claims).stream()).findFirst();
    }

    /** Whether the first of the sources that names an address names this one, and says that it is verified. */
    boolean vouchesFor(String email) {
        return sources.stream()
                .filter(claims -> claims.hasNonNull(IDToken.EMAIL))
                .findFirst()
                .filter(claims -> claims.path(IDToken.EMAIL).asText().equalsIgnoreCase(email))
                .filter(claims -> claims.path(IDToken.EMAIL_VERIFIED).asText().equals("true"))
                .isPresent();
    }

    /** Leaves the claims out, which are about a person. */
    @Override
    public String toString() {
        return "UserSyncExternalToken";
    }
}
