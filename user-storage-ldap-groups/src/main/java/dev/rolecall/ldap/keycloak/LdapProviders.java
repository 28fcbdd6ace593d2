package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.directory.DirectoryTimeouts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.LDAPConstants;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderModel;
import org.keycloak.storage.ldap.LDAPStorageProvider;
import org.keycloak.storage.ldap.LDAPStorageProviderFactory;
import org.keycloak.storage.ldap.mappers.LDAPStorageMapper;

/**
 * Keycloak's LDAP providers and our mappers of them, in one session. Its own {@code AbstractStorageManager} keeps a provider
 * as an attribute of the session under the component's id and offers nobody else to make one, so the same is done here: a
 * provider that read a person's entry while the password was checked need not read it again.
 */
final class LdapProviders {
    private LdapProviders() {}

    /** Nothing for one that is disabled, or no LDAP provider. */
    static Optional<LDAPStorageProvider> of(KeycloakSession session, ComponentModel component) {
        if (session.getAttribute(component.getId()) instanceof LDAPStorageProvider known) {
            return Optional.of(known);
        }
        UserStorageProviderModel model = new UserStorageProviderModel(component);
        if (!model.isEnabled()
                || !(session.getKeycloakSessionFactory()
                                .getProviderFactory(UserStorageProvider.class, component.getProviderId())
                        instanceof LDAPStorageProviderFactory factory)) {
            return Optional.empty();
        }
        LDAPStorageProvider made = factory.create(session, model);
        session.enlistForClose(made);
        session.setAttribute(component.getId(), made);
        return Optional.of(made);
    }

    /** What decides where a provider looks for people, and for whom. The rest of its settings Keycloak changes by itself. */
    static List<String> whereAndWhom(ComponentModel provider) {
        return Stream.of(
                        LDAPConstants.CONNECTION_URL,
                        LDAPConstants.BIND_DN,
                        LDAPConstants.USERS_DN,
                        LDAPConstants.CUSTOM_USER_SEARCH_FILTER,
                        LDAPConstants.SEARCH_SCOPE)
                .map(key -> String.valueOf(provider.get(key)))
                .toList();
    }

    /** Sets the timeouts that a provider lacks: without one for answers a login waits for a directory that hangs for ever. */
    static void boundWaits(RealmModel realm, String providerId) {
        ComponentModel provider = realm.getComponent(providerId);
        if (provider == null) {
            return;
        }
        DirectoryTimeouts missing = DirectoryTimeouts.missingIn(
                provider.get(DirectoryTimeouts.CONNECTION_TIMEOUT), provider.get(DirectoryTimeouts.READ_TIMEOUT));
        if (!missing.isComplete()) {
            missing.toSet().forEach(provider.getConfig()::putSingle);
            realm.updateComponent(provider);
        }
    }

    static LdapGroupMapperFactory mappers(KeycloakSession session) {
        if (session.getKeycloakSessionFactory()
                        .getProviderFactory(LDAPStorageMapper.class, LdapGroupMapperFactory.PROVIDER_ID)
                instanceof LdapGroupMapperFactory factory) {
            return factory;
        }
        throw new IllegalStateException("the mapper " + LdapGroupMapperFactory.PROVIDER_ID + " is not installed");
    }
}
