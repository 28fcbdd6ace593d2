package dev.rolecall.claims;

import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.UserClientRoleMappingMapper;
import org.keycloak.representations.IDToken;

/**
 * The server's own mapper of client roles without roles of ours, in its place: of two mappers with one id Keycloak takes
 * the one of the higher order. Userinfo and introspection run nothing but mappers, so this is the one place that holds
 * for every client, also for one without the scope {@code access}.
 */
public final class GuardedClientRoles extends UserClientRoleMappingMapper {
    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        RoleGuard.guardResolvedRoles(session, context);
        super.setClaim(token, mapper, userSession, session, context);
    }

    @Override
    public int order() {
        return 10;
    }
}
