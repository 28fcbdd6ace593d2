package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Nested;
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

    @Nested
    class AnAddress {
        private final JsonWebToken id = token("id");

        private boolean isVouchedFor(String email) {
            return UserSyncExternalToken.of(Map.of("VALIDATED_ID_TOKEN", id)).vouchesFor(email);
        }

        @Test
        void isVouchedForWhereTheTokenSaysThatItIsVerified() {
            id.setOtherClaims("email", "ada@example.com");
            id.setOtherClaims("email_verified", true);

            assertThat(isVouchedFor("Ada@Example.com")).isTrue();
            assertThat(isVouchedFor("eve@example.com")).isFalse();
        }

        @Test
        void isNotVouchedForWhereTheTokenSaysNothingOfIt() {
            id.setOtherClaims("email", "ada@example.com");

            assertThat(isVouchedFor("ada@example.com")).isFalse();
        }

        @Test
        void isNotVouchedForByALaterSourceThanTheFirstThatNamesOne() {
            id.setOtherClaims("email", "eve@example.com");
            ObjectNode userinfo = JsonNodeFactory.instance
                    .objectNode()
                    .put("email", "ada@example.com")
                    .put("email_verified", true);

            UserSyncExternalToken token =
                    UserSyncExternalToken.of(Map.of("VALIDATED_ID_TOKEN", id, "UserInfo", userinfo));

            assertThat(token.vouchesFor("ada@example.com")).isFalse();
        }
    }
}
