package dev.rolecall.claims;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.people.SyncPayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.utils.JsonUtils;

/**
 * Writes the {@link UserSyncPayload} of a person into tokens, for another system to take the person over. It is meant
 * for that system's client alone, and for its ID token: it holds personal data, and all of the person's grants whatever
 * the token is narrowed to.
 *
 * <p>A person without a usercode, or with a larger payload than the settings allow, gets no claim.
 */
public final class UserSyncMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {
    public static final String PROVIDER_ID = "rolecall-user-sync-mapper";

    private static final Logger LOG = Logger.getLogger(UserSyncMapper.class);

    /** Only where it is switched on: Keycloak follows the ID token where nothing is said. */
    @Override
    public AccessToken transformUserInfoToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        return isOn(mapper, OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO)
                ? super.transformUserInfoToken(token, mapper, session, userSession, context)
                : token;
    }

    /** Likewise: Keycloak follows the access token. */
    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        return isOn(mapper, OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION)
                ? super.transformIntrospectionToken(token, mapper, session, userSession, context)
                : token;
    }

    private static boolean isOn(ProtocolMapperModel mapper, String setting) {
        return Boolean.parseBoolean(mapper.getConfig().get(setting));
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        RealmModel realm = userSession.getRealm();
        UserModel user = userSession.getUser();
        if (AccessProvider.isEnabled(realm) && user != null) {
            UserSyncSettings.from(mapper.getConfig())
                    .ifPresent(settings -> payload(session, realm, user, settings)
                            .ifPresent(payload -> JsonUtils.mapClaim(
                                    settings.claim().path(), payload, token.getOtherClaims(), false)));
        }
    }

    /** Once a request: the ID token and the access token of one response may both have it. */
    private static Optional<ArrayNode> payload(
            KeycloakSession session, RealmModel realm, UserModel user, UserSyncSettings settings) {
        String key = PROVIDER_ID + "." + realm.getId() + "." + user.getId() + "." + settings;
        Optional<?> made = session.getAttribute(key, Optional.class);
        if (made == null) {
            made = make(session, realm, user, settings);
            session.setAttribute(key, made);
        }
        return made.map(ArrayNode.class::cast);
    }

    private static Optional<ArrayNode> make(
            KeycloakSession session, RealmModel realm, UserModel user, UserSyncSettings settings) {
        return SyncPayload.inForce(session, realm, user, Set.copyOf(settings.responsibilities()))
                .map(row -> UserSyncPayload.of(row, settings.responsibilities()))
                .filter(payload -> isSmallEnough(payload, user, settings.maxSize()));
    }

    private static boolean isSmallEnough(ArrayNode payload, UserModel user, int maxSize) {
        int size = payload.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > maxSize) {
            LOG.warnf("User %s gets no user-sync claim: %d bytes are more than %d", user.getId(), size, maxSize);
        }
        return size <= maxSize;
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        Optional<String> problem = UserSyncSettings.problem(mapper.getConfig());
        if (problem.isPresent()) {
            // the text is its own key in the admin theme's messages, as in the access mapper
            throw new ProtocolMapperConfigException(problem.get(), problem.get());
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return UserSyncSettings.PROPERTIES;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Rolecall user sync";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "The person as a payload that another system can take over: fields, customers, roles, permissions and"
                + " responsibilities. Personal data: for that system's client only.";
    }
}
