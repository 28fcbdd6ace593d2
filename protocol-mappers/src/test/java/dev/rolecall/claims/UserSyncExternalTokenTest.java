package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.JsonWebToken;

class UserSyncExternalTokenTest {
    private static final UserSyncClaim SUBJECT = UserSyncClaim.parse("sub").orElseThrow();
    private static final UserSyncClaim ROLES = UserSyncClaim.parse("app.roles").orElseThrow();

    private static JsonWebToken token(String subject) {
        return new JsonWebToken().subject(subject);
    }

    @Test
    void theIdTokenComesFirst() {
        UserSyncExternalToken token = UserSyncExternalToken.of(
                Map.of("VALIDATED_ACCESS_TOKEN", token("access"), "VALIDATED_ID_TOKEN", token("id")));

        assertThat(token.claim(SUBJECT))
                .hasValueSatisfying(sub -> assertThat(sub.textValue()).isEqualTo("id"));
    }

    @Test
    void aClaimMayStandInAnyOfThem() {
        JsonWebToken access = token("access");
        access.setOtherClaims("app", Map.of("roles", "VIEW@acme"));

        UserSyncExternalToken token = UserSyncExternalToken.of(Map.of(
                "VALIDATED_ID_TOKEN",
                token("id"),
                "VALIDATED_ACCESS_TOKEN",
                access,
                "UserInfo",
                JsonNodeFactory.instance.objectNode()));

        assertThat(token.claim(ROLES))
                .hasValueSatisfying(roles -> assertThat(roles.textValue()).isEqualTo("VIEW@acme"));
    }

    @Test
    void whatKeycloakDidNotVerifyIsNotLookedAt() {
        UserSyncExternalToken token = UserSyncExternalToken.of(
                Map.of("FEDERATED_ACCESS_TOKEN", token("access"), "VALIDATED_ID_TOKEN", "e30.e30.e30"));

        assertThat(token.claim(SUBJECT)).isEmpty();
    }
}
