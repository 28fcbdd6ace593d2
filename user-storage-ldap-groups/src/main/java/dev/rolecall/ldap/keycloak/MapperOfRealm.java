package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderModel;
import org.keycloak.storage.ldap.LDAPStorageProvider;
import org.keycloak.storage.ldap.mappers.LDAPStorageMapper;

/** A mapper of ours with the LDAP provider it belongs to, as they were saved. */
record MapperOfRealm(ComponentModel model, ComponentModel parent, LdapGroupSettings savedSettings) {
    /** Nothing for whatever else has that id, and for what is another realm's. */
    static Optional<MapperOfRealm> find(KeycloakSession session, RealmModel realm, String id) {
        ComponentModel model = realm.getComponent(id);
        if (model == null
                || !LdapGroupMapperFactory.PROVIDER_ID.equals(model.getProviderId())
                || !LDAPStorageMapper.class.getName().equals(model.getProviderType())) {
            return Optional.empty();
        }
        return Optional.ofNullable(realm.getComponent(model.getParentId()))
                .filter(parent -> UserStorageProvider.class.getName().equals(parent.getProviderType()))
                .map(parent -> new MapperOfRealm(
                        new ComponentModel(model),
                        new ComponentModel(parent),
                        LdapProviders.mappers(session).settings(model)));
    }

    String id() {
        return model.getId();
    }

    String providerId() {
        return parent.getId();
    }

    boolean isImporting() {
        return new UserStorageProviderModel(parent).isImportEnabled();
    }

    /** @throws DirectoryException if it is disabled: nobody asks it then */
    LDAPStorageProvider provider(KeycloakSession session) {
        return LdapProviders.of(session, parent)
                .orElseThrow(() -> new DirectoryException("the LDAP provider is disabled", null));
    }

    LdapGroupMapper live(KeycloakSession session) {
        return LdapProviders.mappers(session).mapper(model, provider(session));
    }

    /** Settings hold the secret of the bind. */
    @Override
    public String toString() {
        return "MapperOfRealm[" + id() + "]";
    }
}
