package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.mappers.HardcodedRole;
import org.keycloak.representations.AccessToken;

/** The server's own role mappers without roles of ours. */
class RoleGuardTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT)), List.of());

    private final Request request = new Request().inARealmWith(CATALOG);

    @BeforeEach
    void thePersonHoldsThem() {
        ClientModel console = mock(ClientModel.class);
        when(console.getClientId()).thenReturn("console");
        when(request.userSession.getId()).thenReturn("session");
        when(request.context.getRolesStream())
                .thenAnswer(call -> Stream.of(role("logs.read", console), role("open", console)));
    }

    private static RoleModel role(String name, ClientModel client) {
        RoleModel role = mock(RoleModel.class);
        when(role.getName()).thenReturn(name);
        when(role.getContainer()).thenReturn(client);
        return role;
    }

    private AccessToken userinfo(String claimName) {
        request.configured("claim.name", claimName)
                .configured("jsonType.label", "String")
                .configured("multivalued", "true");
        return new GuardedClientRoles()
                .transformUserInfoToken(
                        new AccessToken(), request.mapper, request.session, request.userSession, request.context);
    }

    @Test
    void aPermissionIsNotInResourceAccess() {
        assertThat(userinfo("resource_access.${client_id}.roles")
                        .getResourceAccess("console")
                        .getRoles())
                .containsExactly("open");
    }

    @Test
    void aPermissionIsNotInAClaimOfAnotherName() {
        assertThat(userinfo("roles").getOtherClaims().get("roles")).asString().isEqualTo("[open]");
    }

    @Test
    void aHardcodedPermissionIsNotThereEither() {
        request.configured("role", "console.logs.read");
        new HardcodedRole()
                .transformUserInfoToken(
                        new AccessToken(), request.mapper, request.session, request.userSession, request.context);

        assertThat(userinfo("resource_access.${client_id}.roles").getResourceAccess())
                .containsOnlyKeys("console");
    }

    @Test
    void aRealmThatIsNotOursIsLeftAlone() {
        request.inARealmThatIsNotOurs();

        assertThat(userinfo("resource_access.${client_id}.roles")
                        .getResourceAccess("console")
                        .getRoles())
                .containsExactlyInAnyOrder("open", "logs.read");
    }

    @Test
    void theyStandInForTheServersMappersByTheirIds() {
        assertThat(Map.of(
                        new GuardedClientRoles().getId(), new GuardedClientRoles().order() > 0,
                        new GuardedRealmRoles().getId(), new GuardedRealmRoles().order() > 0))
                .isEqualTo(Map.of("oidc-usermodel-client-role-mapper", true, "oidc-usermodel-realm-role-mapper", true));
    }
}
