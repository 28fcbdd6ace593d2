package dev.rolecall.claims;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
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
import org.keycloak.representations.IDToken;
import org.keycloak.utils.JsonUtils;

/** Writes the {@link AccessDocument} of the person, or of the system behind a service account, into tokens. */
public final class AccessMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {
    public static final String PROVIDER_ID = "rolecall-access-mapper";

    /** The client-session note of {@link Narrowing#remember}. */
    static final String NARROWED = "rolecall.narrowed";

    private static final String CLAIM_NAME = OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME;
    private static final List<ProviderConfigProperty> PROPERTIES = properties();

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        RealmModel realm = userSession.getRealm();
        UserModel user = userSession.getUser();
        if (!AccessProvider.isEnabled(realm) || user == null) {
            return;
        }
        ClaimName.parse(claimName(mapper)).ifPresent(name -> {
            AccessDocument document = narrowed(documentOf(session, realm, user), session, user, context);
            JsonUtils.mapClaim(name.path(), document.toClaim(), token.getOtherClaims(), false);
        });
    }

    /** Once per request: one token response asks for it up to three times. */
    private static AccessDocument documentOf(KeycloakSession session, RealmModel realm, UserModel user) {
        String key = PROVIDER_ID + "." + realm.getId() + "." + user.getId();
        AccessDocument document = session.getAttribute(key, AccessDocument.class);
        if (document == null) {
            document = AccessProvider.of(session).documentOf(realm, user);
            session.setAttribute(key, document);
        }
        return document;
    }

    private static AccessDocument narrowed(
            AccessDocument document, KeycloakSession session, UserModel user, ClientSessionContext context) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        String asked = clientSession.getNote(OAuth2Constants.SCOPE);
        String remembered = clientSession.getNote(NARROWED);
        Narrowing narrowing = Narrowing.of(
                context.getScopeString(true), asked, remembered, alias -> Association.of(session, user, alias));
        if (narrowing.remember() && !Objects.equals(asked, remembered)) {
            clientSession.setNote(NARROWED, asked);
        }
        return narrowing.customers() == null ? document : document.narrowedToCustomers(narrowing.customers());
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        String name = claimName(mapper);
        if (ClaimName.parse(name).isEmpty()) {
            throw refusal(
                    ClaimName.isReserved(name)
                            ? "The claim name is reserved: tokens use it for something else."
                            : "The claim name must be up to 200 characters, with a name before and after each dot.");
        }
    }

    /**
     * The server looks the text up by its key in the bundle {@code messages} of the admin theme, of which the flat
     * class path holds one for all extensions; a text that is its own key is shown as it is.
     */
    private static ProtocolMapperConfigException refusal(String text) {
        return new ProtocolMapperConfigException(text, text);
    }

    private static String claimName(ProtocolMapperModel mapper) {
        return mapper.getConfig().getOrDefault(CLAIM_NAME, ClaimName.DEFAULT);
    }

    private static List<ProviderConfigProperty> properties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(properties);
        properties.get(0).setDefaultValue(ClaimName.DEFAULT);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, AccessMapper.class);
        return List.copyOf(properties);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PROPERTIES;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Rolecall access";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "What the person may do on the system, on each customer and on each deployment. The scope"
                + " organization:<alias> limits it to that customer.";
    }
}
