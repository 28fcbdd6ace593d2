package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.Grant;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

class AccessMapperTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)), List.of());
    private static final Map<String, Object> VIEW =
            Map.of("roles", List.of("VIEW"), "permissions", List.of("console.logs.read"));

    private final AccessMapper mapper = new AccessMapper();

    private static AccessDocument holding(String... references) {
        return AccessDocument.of(
                List.of(references).stream()
                        .map(r -> new Grant(Reference.parse(r), false))
                        .toList(),
                CATALOG);
    }

    private Object accessTokenClaim(Request request) {
        return mapper.transformAccessToken(
                        new AccessToken(), request.mapper, request.session, request.userSession, request.context)
                .getOtherClaims()
                .get("access");
    }

    @Test
    void theDocumentStandsInTheClaim() {
        Object claim = accessTokenClaim(new Request().of(holding("VIEW@acme")));

        assertThat(claim).isEqualTo(Map.of("v", 1, "customers", Map.of("acme", VIEW)));
    }

    @Test
    void aPersonWhoMayDoNothingGetsAnEmptyDocument() {
        assertThat(accessTokenClaim(new Request())).isEqualTo(Map.of("v", 1));
    }

    @Test
    void aRealmThatIsNotOursGetsNoClaim() {
        assertThat(accessTokenClaim(new Request().inARealmThatIsNotOurs())).isNull();
    }

    @Test
    void aTokenThatIsSwitchedOffGetsNoClaim() {
        assertThat(accessTokenClaim(new Request().configured("access.token.claim", "false")))
                .isNull();
    }

    @Test
    void idTokenUserinfoAndIntrospectionGetItToo() {
        Request r = new Request();

        assertThat(mapper.transformIDToken(new IDToken(), r.mapper, r.session, r.userSession, r.context)
                        .getOtherClaims())
                .containsKey("access");
        assertThat(mapper.transformUserInfoToken(new AccessToken(), r.mapper, r.session, r.userSession, r.context)
                        .getOtherClaims())
                .containsKey("access");
        assertThat(mapper.transformIntrospectionToken(new AccessToken(), r.mapper, r.session, r.userSession, r.context)
                        .getOtherClaims())
                .containsKey("access");
    }

    @Test
    void theDocumentIsWorkedOutOnceARequest() {
        Request request = new Request();

        accessTokenClaim(request);
        accessTokenClaim(request);

        verify(request.access, times(1)).documentOf(request.realm, request.user);
    }

    @Test
    void theSettingsAreAllOffered() {
        assertThat(mapper.getConfigProperties())
                .map(ProviderConfigProperty::getName)
                .containsExactlyInAnyOrder(
                        "claim.name",
                        "permissions",
                        "clients",
                        "maxObjects",
                        "access.token.claim",
                        "id.token.claim",
                        "userinfo.token.claim",
                        "introspection.token.claim",
                        "lightweight.claim");
    }

    @Nested
    class Narrowed {
        private final Request request = new Request().of(holding("VIEW@acme", "VIEW@globex", "VIEW@system"));

        @Test
        void toTheCustomerOfTheGrantedScope() {
            assertThat(accessTokenClaim(request.granted("openid organization:acme")))
                    .isEqualTo(Map.of("v", 1, "customers", Map.of("acme", VIEW)));
        }

        @Test
        void toNothingByAStrangersCustomer() {
            request.asking("openid organization:initech");

            assertThat(accessTokenClaim(request)).isEqualTo(Map.of("v", 1));
        }

        @Test
        void toTheDeploymentOfTheTokenRequest() {
            request.inARealmWith(CATALOG).sending("grant_type", "password").sending("deployment", "acme/main");

            assertThat(accessTokenClaim(request))
                    .isEqualTo(Map.of(
                            "v", 1, "customers", Map.of("acme", Map.of("deployments", Map.of("main", VIEW)))));
        }
    }

    @Nested
    class Configured {
        private final Request request = new Request().of(holding("VIEW@acme", "VIEW@globex"));

        @Test
        void withoutPermissionsItHoldsRoles() {
            assertThat(accessTokenClaim(request.configured("permissions", "none")))
                    .isEqualTo(Map.of(
                            "v",
                            1,
                            "customers",
                            Map.of(
                                    "acme", Map.of("roles", List.of("VIEW")),
                                    "globex", Map.of("roles", List.of("VIEW")))));
        }

        @Test
        void forAnotherClientItHoldsRoles() {
            assertThat(accessTokenClaim(request.configured("clients", "billing")))
                    .isEqualTo(accessTokenClaim(new Request()
                            .of(holding("VIEW@acme", "VIEW@globex"))
                            .configured("permissions", "none")));
        }
    }

    @Nested
    class TheClaimName {
        private void save(Request request) throws ProtocolMapperConfigException {
            mapper.validateConfig(request.session, request.realm, null, request.mapper);
        }

        @Test
        void canBeAnother() {
            Request r = new Request().configured("claim.name", "app.rights");

            assertThat(mapper.transformIDToken(new IDToken(), r.mapper, r.session, r.userSession, r.context)
                            .getOtherClaims())
                    .isEqualTo(Map.of("app", Map.of("rights", Map.of("v", 1))));
        }

        @Test
        void isAccessWhenNoneIsSet() {
            assertThatCode(() -> save(new Request())).doesNotThrowAnyException();
        }

        @Test
        void isRefusedWhenReserved() {
            assertThatThrownBy(() -> save(new Request().configured("claim.name", "sub")))
                    .isInstanceOf(ProtocolMapperConfigException.class)
                    .hasMessageContaining("reserved");
        }

        @Test
        void isRefusedWhenEmpty() {
            assertThatThrownBy(() -> save(new Request().configured("claim.name", "")))
                    .isInstanceOf(ProtocolMapperConfigException.class)
                    .hasMessageContaining("a name before and after each dot");
        }

        @Test
        void thatWasImportedThoughReservedWritesNothing() {
            Request r = new Request().configured("claim.name", "sub");

            IDToken token = mapper.transformIDToken(new IDToken(), r.mapper, r.session, r.userSession, r.context);

            assertThat(token.getSubject()).isNull();
            assertThat(token.getOtherClaims()).isEmpty();
        }
    }
}
