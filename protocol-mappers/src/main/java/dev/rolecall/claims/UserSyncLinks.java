package dev.rolecall.claims;

import dev.rolecall.access.AccessProvider;
import java.util.List;
import org.keycloak.authentication.authenticators.broker.AbstractIdpAuthenticator;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Refuses to link an account that is there already at the end of a first-login flow, unless the provider's mapper allows
 * it. Keycloak asks no mapper about such a link in the sync mode IMPORT, so this listens for the link itself. What an
 * administrator links, or people link who are logged in, is no login and passes.
 */
final class UserSyncLinks {
    private UserSyncLinks() {}

    static void check(FederatedIdentityCreatedEvent event) {
        KeycloakSession session = event.getKeycloakSession();
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        String alias = event.getFederatedIdentity().getIdentityProvider();
        if (login == null || !isOfExistingAccount(login, alias) || !AccessProvider.isEnabled(event.getRealm())) {
            return;
        }
        boolean isRefused = session.identityProviders()
                .getMappersByAliasStream(alias)
                .filter(mapper -> UserSyncIdentityProviderMapper.PROVIDER_ID.equals(mapper.getIdentityProviderMapper()))
                .anyMatch(mapper -> !mayLink(mapper));
        if (isRefused) {
            IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
            throw new UserSyncRefusal(session, event.getRealm(), provider, login)
                    .undoing(
                            List.of(new UserSyncProblem("account", UserSyncProblem.EXISTING_ACCOUNT)), event.getUser());
        }
    }

    private static boolean isOfExistingAccount(AuthenticationSessionModel login, String alias) {
        return alias.equals(login.getAuthNote(AbstractIdpAuthenticator.FIRST_BROKER_LOGIN_SUCCESS))
                && !Boolean.parseBoolean(login.getAuthNote(AbstractIdentityProvider.BROKER_REGISTERED_NEW_USER));
    }

    private static boolean mayLink(IdentityProviderMapperModel mapper) {
        try {
            return UserSyncBrokerSettings.from(mapper).linkExisting();
        } catch (UserSyncException e) { // settings that make no sense refuse every login
            return false;
        }
    }
}
