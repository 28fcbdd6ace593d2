package dev.rolecall.claims;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

/**
 * A mapper that writes something of the {@link AccessDocument} of the person, or of the system behind a service
 * account, narrowed as the token is.
 */
abstract class DocumentMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {
    private static final String CLAIM_NAME = OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME;
    private static final String DOCUMENT = "rolecall.document";

    private final String defaultName;
    private final List<ProviderConfigProperty> properties;

    DocumentMapper(String defaultName, List<ProviderConfigProperty> ownProperties) {
        this.defaultName = defaultName;
        List<ProviderConfigProperty> all = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(all);
        all.get(0).setDefaultValue(defaultName);
        all.addAll(ownProperties);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(all, getClass());
        properties = List.copyOf(all);
    }

    /** Writes the claim; the settings may be ones that a realm import brought in past the checks. */
    abstract void write(
            ClaimName name,
            AccessDocument document,
            Map<String, String> settings,
            Map<String, Object> claims,
            KeycloakSession session);

    /** Why settings cannot be saved. */
    abstract Optional<String> problem(Map<String, String> settings, Predicate<String> clientExists);

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
        ClaimName.parse(claimName(mapper))
                .ifPresent(name -> write(
                        name,
                        narrowed(documentOf(session, realm, user), session, realm, context),
                        mapper.getConfig(),
                        token.getOtherClaims(),
                        session));
    }

    /** Once per request: one token response asks for it up to three times. */
    private static AccessDocument documentOf(KeycloakSession session, RealmModel realm, UserModel user) {
        String key = DOCUMENT + "." + realm.getId() + "." + user.getId();
        AccessDocument document = session.getAttribute(key, AccessDocument.class);
        if (document == null) {
            document = AccessProvider.of(session).documentOf(realm, user);
            session.setAttribute(key, document);
        }
        return document;
    }

    private static AccessDocument narrowed(
            AccessDocument document, KeycloakSession session, RealmModel realm, ClientSessionContext context) {
        Narrowing narrowing = TokenNarrowing.of(session, context);
        return narrowing.equals(Narrowing.NONE)
                ? document
                : document.narrowedTo(narrowing, AccessProvider.of(session).catalog(realm));
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        Optional<String> problem = ClaimName.problem(claimName(mapper))
                .or(() -> problem(mapper.getConfig(), id -> realm.getClientByClientId(id) != null));
        if (problem.isPresent()) {
            throw refusal(problem.get());
        }
    }

    /**
     * The server looks the text up by its key in the bundle {@code messages} of the admin theme, of which the flat
     * class path holds one for all extensions; a text that is its own key is shown as it is.
     */
    private static ProtocolMapperConfigException refusal(String text) {
        return new ProtocolMapperConfigException(text, text);
    }

    private String claimName(ProtocolMapperModel mapper) {
        return mapper.getConfig().getOrDefault(CLAIM_NAME, defaultName);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return properties;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }
}
