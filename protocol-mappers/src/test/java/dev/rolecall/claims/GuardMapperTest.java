package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.rolecall.access.CustomRole;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

class GuardMapperTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)),
            List.of(new CustomRole("console.operator", RoleType.MANAGE, RoleScope.CUSTOMER, Set.of())),
            Set.of("console.typo"));

    private final GuardMapper mapper = new GuardMapper();
    private final Request request = new Request().inARealmWith(CATALOG);

    private static AccessToken tokenWithRoles() {
        AccessToken token = new AccessToken();
        token.setRealmAccess(new AccessToken.Access().addRole("offline_access"));
        token.addAccess("console").addRole("logs.read").addRole("operator").addRole("typo");
        token.addAccess("console.logs").addRole("read");
        token.addAccess("account").addRole("view-profile").addRole("logs.read");
        return token;
    }

    private AccessToken accessToken(AccessToken token) {
        return mapper.transformAccessToken(
                token, request.mapper, request.session, request.userSession, request.context);
    }

    @Test
    void rolesOfOursGoAndAllOthersStay() {
        AccessToken token = accessToken(tokenWithRoles());

        assertThat(token.getRealmAccess().getRoles()).containsExactly("offline_access");
        assertThat(token.getResourceAccess()).containsOnlyKeys("account");
        assertThat(token.getResourceAccess("account").getRoles())
                .containsExactlyInAnyOrder("view-profile", "logs.read");
    }

    @Test
    void emptyContainersGo() {
        AccessToken token = new AccessToken();
        token.setRealmAccess(new AccessToken.Access().addRole("console.logs.read"));
        token.addAccess("console").addRole("logs.read");

        accessToken(token);

        assertThat(token.getRealmAccess()).isNull();
        assertThat(token.getResourceAccess()).isEmpty();
    }

    @Test
    void noTokenIsExempt() {
        request.configured("userinfo.token.claim", "false").configured("introspection.token.claim", "false");

        assertThat(mapper.transformUserInfoToken(
                                tokenWithRoles(), request.mapper, request.session, request.userSession, request.context)
                        .getResourceAccess())
                .containsOnlyKeys("account");
        assertThat(mapper.transformIntrospectionToken(
                                tokenWithRoles(), request.mapper, request.session, request.userSession, request.context)
                        .getResourceAccess())
                .containsOnlyKeys("account");
    }

    @Test
    void anIdTokenIsGuardedWhereItsRolesStand() {
        IDToken token = new IDToken();
        token.getOtherClaims().put("resource_access", Map.of("console", Map.of("roles", List.of("logs.read"))));
        token.getOtherClaims().put("realm_access", Map.of("roles", List.of("offline_access")));

        mapper.transformIDToken(token, request.mapper, request.session, request.userSession, request.context);

        assertThat(token.getOtherClaims()).containsOnlyKeys("realm_access");
    }

    @Test
    void theRolesResolvedForTheRequestAreNotTouched() {
        AccessToken.Access shared =
                new AccessToken.Access().addRole("logs.read").addRole("open");
        AccessToken token = new AccessToken();
        token.setResourceAccess(new java.util.HashMap<>(Map.of("console", shared)));

        accessToken(token);

        assertThat(shared.getRoles()).containsExactlyInAnyOrder("logs.read", "open");
    }

    @Test
    void aRealmThatIsNotOursIsLeftAlone() {
        request.inARealmThatIsNotOurs();

        assertThat(accessToken(tokenWithRoles()).getResourceAccess()).containsKey("console");
    }

    @Test
    void aTokenWithoutRolesCostsNoLookUp() {
        accessToken(new AccessToken());

        verify(request.access, never()).catalog(any());
    }

    @Test
    void itRunsAfterEveryMapperThatAddsRoles() {
        assertThat(mapper.getPriority()).isGreaterThan(ProtocolMapperUtils.PRIORITY_SCRIPT_MAPPER);
    }
}
