package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.access.Grant;
import dev.rolecall.access.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

class UserSyncMapperTest {
    private final UserSyncMapper mapper = new UserSyncMapper();
    private final Request request = new Request();
    private final Map<String, List<String>> attributes = new HashMap<>();

    @BeforeEach
    void ada() {
        attributes.put("usercode", List.of("E1"));
        attributes.put("department", List.of("R&D"));
        attributes.put(UserModel.EMAIL, List.of("ada@acme.test"));
        UserModel user = request.user;
        when(user.getUsername()).thenReturn("ada");
        when(user.getEmail()).thenReturn("ada@acme.test");
        when(user.isEnabled()).thenReturn(true);
        when(user.getAttributes()).thenReturn(attributes);
        when(request.access.associationsInForce(request.realm, user)).thenReturn(List.of("acme"));
        when(request.access.grantsInForce(request.realm, user))
                .thenReturn(List.of(
                        new Grant(Reference.parse("VIEW@acme/main"), false),
                        new Grant(Reference.parse("ADMIN@acme"), false),
                        new Grant(Reference.parse("console.gone@acme"), false)));
    }

    private @Nullable JsonNode claim(String name) {
        return (JsonNode) mapper.transformIDToken(
                        new IDToken(), request.mapper, request.session, request.userSession, request.context)
                .getOtherClaims()
                .get(name);
    }

    @Test
    void thePersonStandsInTheClaim() {
        request.configured("responsibilities", "department");

        assertThat(String.valueOf(claim("user_sync"))).isEqualTo("""
                [{"user":{"usercode":"E1","username":"ada","email":"ada@acme.test","enabled":true,\
                "customers":["acme"]}},{"roles":["ADMIN@acme","VIEW@acme/main"]},{"permissions":[]},\
                {"responsibilities":{"department":["R&D"]}}]""");
    }

    @Test
    void theClaimCanBeNamedLikeAUrl() {
        request.configured("claim.name", "https://example.com/claims/user-sync");

        assertThat(claim("https://example.com/claims/user-sync")).isNotNull();
    }

    @Test
    void aPersonWithoutAUsercodeGetsNoClaim() {
        attributes.remove("usercode");

        assertThat(claim("user_sync")).isNull();
    }

    @Test
    void aPersonWithSeveralUsercodesGetsNoClaim() {
        attributes.put("usercode", List.of("E1", "E2"));

        assertThat(claim("user_sync")).isNull();
    }

    @Test
    void aPayloadAboveTheMaximumSizeIsLeftOutAsAWhole() {
        attributes.put("department", List.of("x".repeat(300)));
        request.configured("responsibilities", "department").configured("maxSize", "256");

        assertThat(claim("user_sync")).isNull();
    }

    @Test
    void aRealmThatIsNotOursGetsNoClaim() {
        request.inARealmThatIsNotOurs();

        assertThat(claim("user_sync")).isNull();
    }

    @Test
    void thePersonIsReadOnceARequest() {
        claim("user_sync");
        claim("user_sync");

        verify(request.access, times(1)).associationsInForce(request.realm, request.user);
    }

    @Test
    void userinfoAndIntrospectionHaveItOnlyWhereThatIsSaid() {
        request.mapper.getConfig().keySet().removeIf(key -> !key.equals("id.token.claim"));

        assertThat(mapper.transformUserInfoToken(
                                new AccessToken(),
                                request.mapper,
                                request.session,
                                request.userSession,
                                request.context)
                        .getOtherClaims())
                .isEmpty();
        request.configured("access.token.claim", "true");
        assertThat(mapper.transformIntrospectionToken(
                                new AccessToken(),
                                request.mapper,
                                request.session,
                                request.userSession,
                                request.context)
                        .getOtherClaims())
                .isEmpty();
    }

    @Test
    void onlyTheIdTokenHasItUnlessSetOtherwise() {
        assertThat(mapper.getConfigProperties().stream()
                        .filter(p -> p.getName().endsWith(".claim") && "true".equals(p.getDefaultValue()))
                        .map(ProviderConfigProperty::getName))
                .containsExactly("id.token.claim");
    }

    @Nested
    class Settings {
        private void save() throws ProtocolMapperConfigException {
            mapper.validateConfig(request.session, request.realm, null, request.mapper);
        }

        @Test
        void areFineAsTheyAre() {
            assertThatCode(this::save).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "claim.name | sub | reserved",
                    "claim.name | a..b | up to 200 characters",
                    "responsibilities | department##usercode | responsibility",
                    "responsibilities | rolecall.protected | responsibility",
                    "maxSize | 255 | from 256 to 65536",
                    "maxSize | 65537 | from 256 to 65536",
                    "maxSize | big | from 256 to 65536"
                })
        void areRefusedWithAReasonWhereTheyMakeNoSense(String setting, String value, String reason) {
            request.configured(setting, value);

            assertThatThrownBy(this::save)
                    .isInstanceOf(ProtocolMapperConfigException.class)
                    .hasMessageContaining(reason);
            assertThat(claim("user_sync")).isNull();
        }
    }
}
