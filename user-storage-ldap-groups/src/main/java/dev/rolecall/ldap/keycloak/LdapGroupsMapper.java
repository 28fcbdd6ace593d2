package dev.rolecall.ldap.keycloak;

import java.util.ArrayList;
import java.util.List;
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
import org.keycloak.storage.StorageId;

/**
 * Writes the groups of the directory a person was in when it was last asked, whether or not they give anything. Of people
 * who are imported it asks the directory nothing; of others what the claim of their access does too, at most. Who is of no
 * directory with a mapper of groups has no such claim.
 */
public final class LdapGroupsMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {
    public static final String PROVIDER_ID = "rolecall-ldap-groups-mapper";

    private final List<ProviderConfigProperty> properties;

    public LdapGroupsMapper() {
        List<ProviderConfigProperty> all = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(all);
        all.get(0).setDefaultValue(LdapGroupsClaim.DEFAULT_NAME);
        all.addAll(LdapGroupsClaim.PROPERTIES);
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(all, LdapGroupsMapper.class);
        properties = List.copyOf(all);
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        UserModel user = userSession.getUser();
        RealmModel realm = userSession.getRealm();
        if (user == null || LdapChecks.providerOf(realm, user).isEmpty()) {
            return;
        }
        LdapGroupsClaim.from(mapper.getConfig())
                .ifPresent(claim -> claim.write(groups(session, realm, user), token.getOtherClaims()));
    }

    private static List<PersonFacts.Group> groups(KeycloakSession session, RealmModel realm, UserModel user) {
        if (!StorageId.isLocalStorage(user.getId())) {
            return new LdapUnstored(session).groups(realm, user);
        }
        return LdapPeople.of(session).factsOf(user.getId()).stream()
                .flatMap(facts -> facts.groups().stream())
                .toList();
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        if (LdapGroupsClaim.from(mapper.getConfig()).isEmpty()) {
            String text = "The claim needs a name that tokens do not use otherwise, a format NAME or DN, and 1 to 2000"
                    + " entries.";
            throw new ProtocolMapperConfigException(text, text); // a key the console does not know is shown as it is
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return properties;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Rolecall LDAP groups";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "The groups of the directory the person is in, by name or DN, as of the last login or sync.";
    }
}
