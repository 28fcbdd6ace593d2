package dev.rolecall.claims;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.ExaminedMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.broker.oidc.KeycloakOIDCIdentityProviderFactory;
import org.keycloak.broker.oidc.OIDCIdentityProviderFactory;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Makes whoever logs in through an identity provider exactly what its token says: fields, associations, roles and
 * permissions. In the sync mode FORCE that is done at every login, in IMPORT at the first only; LEGACY is FORCE, as there
 * is no older behaviour to keep. A login that cannot be taken over as a whole is refused, and nothing of it is left.
 */
public final class UserSyncIdentityProviderMapper extends AbstractIdentityProviderMapper implements ExaminedMapper {
    public static final String PROVIDER_ID = "rolecall-user-sync-idp-mapper";

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        super.postInit(factory);
        factory.register(event -> {
            if (event instanceof FederatedIdentityCreatedEvent created) {
                UserSyncLinks.check(created);
            }
        });
    }

    @Override
    public void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        if (AccessProvider.isEnabled(realm)) {
            new UserSyncLogin(session, realm, mapper, context).begin();
        }
    }

    @Override
    public void importNewUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        if (AccessProvider.isEnabled(realm)) {
            new UserSyncLogin(session, realm, mapper, context).complete(user);
        }
    }

    @Override
    public void updateBrokeredUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        if (AccessProvider.isEnabled(realm)) {
            new UserSyncLogin(session, realm, mapper, context).update(user);
        }
    }

    @Override
    public Optional<String> fault(IdentityProviderMapperModel mapper) {
        try {
            UserSyncBrokerSettings.from(mapper);
            return Optional.empty();
        } catch (UserSyncException e) {
            return Optional.of(e.problems().stream().map(UserSyncProblem::field).collect(Collectors.joining(", ")));
        }
    }

    @Override
    public boolean supportsSyncMode(IdentityProviderSyncMode mode) {
        return true;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {OIDCIdentityProviderFactory.PROVIDER_ID, KeycloakOIDCIdentityProviderFactory.PROVIDER_ID};
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayCategory() {
        return "Rolecall";
    }

    @Override
    public String getDisplayType() {
        return "Rolecall user sync";
    }

    @Override
    public String getHelpText() {
        return "Makes the person's fields, customers, roles and permissions exactly what the provider's token says, at"
                + " every login (FORCE) or at the first only (IMPORT). A login that cannot be taken over is refused.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return UserSyncBrokerSettings.PROPERTIES;
    }
}
