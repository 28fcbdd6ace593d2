package dev.rolecall.claims;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.PermissionCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessToken.Access;
import org.keycloak.representations.IDToken;

/**
 * Takes permissions and custom roles out of {@code realm_access} and {@code resource_access}, where they would hold for
 * the whole realm. Nothing refuses to map them to a user or a group, and they also get in by a composite, by the
 * realm's default role, by a mark set after the mapping, and by a mapper that adds or renames roles.
 *
 * <p>It has no settings, so that nobody switches it off for a kind of token by accident. Userinfo and introspection
 * build their claims anew by running mappers, so it runs there too.
 */
public final class GuardMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {
    public static final String PROVIDER_ID = "rolecall-guard-mapper";

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        setClaim(token, mapper, userSession, session, context);
        return token;
    }

    @Override
    public IDToken transformIDToken(
            IDToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        setClaim(token, mapper, userSession, session, context);
        return token;
    }

    @Override
    public AccessToken transformUserInfoToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        setClaim(token, mapper, userSession, session, context);
        return token;
    }

    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        setClaim(token, mapper, userSession, session, context);
        return token;
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        RealmModel realm = userSession.getRealm();
        if (!AccessProvider.isEnabled(realm) || !hasRoles(token)) {
            return;
        }
        PermissionCatalog catalog = AccessProvider.of(session).catalog(realm);
        RoleFilter filter = new RoleFilter(catalog::isMarked);
        replace(token.getOtherClaims(), AccessToken.REALM_ACCESS, filter::realmAccess);
        replace(token.getOtherClaims(), AccessToken.RESOURCE_ACCESS, filter::resourceAccess);
        if (token instanceof AccessToken accessToken) {
            filter(accessToken, filter);
        }
    }

    private static boolean hasRoles(IDToken token) {
        Map<String, Object> others = token.getOtherClaims();
        return others.containsKey(AccessToken.REALM_ACCESS)
                || others.containsKey(AccessToken.RESOURCE_ACCESS)
                || (token instanceof AccessToken accessToken
                        && (accessToken.getRealmAccess() != null
                                || !accessToken.getResourceAccess().isEmpty()));
    }

    private static void replace(Map<String, Object> claims, String name, Function<Object, @Nullable Object> filter) {
        Object claim = claims.get(name);
        Object left = claim == null ? null : filter.apply(claim);
        if (left == null) {
            claims.remove(name);
        } else {
            claims.put(name, left);
        }
    }

    /** Replaces, never changes in place: mappers may share the sets with the roles resolved for the whole request. */
    private static void filter(AccessToken token, RoleFilter filter) {
        Access realmAccess = token.getRealmAccess();
        if (realmAccess != null) {
            token.setRealmAccess(with(realmAccess, filter.ofRealm(rolesOf(realmAccess))));
        }
        Map<String, Access> kept = new LinkedHashMap<>();
        token.getResourceAccess().forEach((client, access) -> {
            Access left = with(access, filter.ofClient(client, rolesOf(access)));
            if (left != null) {
                kept.put(client, left);
            }
        });
        token.setResourceAccess(kept.isEmpty() ? null : kept);
    }

    private static Set<String> rolesOf(Access access) {
        return access.getRoles() == null ? Set.of() : access.getRoles();
    }

    private static @Nullable Access with(Access access, Set<String> roles) {
        return roles.isEmpty() ? null : access.clone().roles(roles);
    }

    /** After every mapper that adds roles; Keycloak's last ones, scripts, have 50. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Rolecall guard";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Takes permissions and custom roles out of realm_access and resource_access, where they would hold for"
                + " the whole realm instead of one customer or deployment.";
    }
}
