package dev.rolecall.sync.source;

import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.storage.UserStorageProviderFactory;

/** The user federation entry "Rolecall people source". */
public final class PeopleSourceProviderFactory implements UserStorageProviderFactory<PeopleSource> {
    public static final String PROVIDER_ID = "rolecall-people-source";

    @Override
    public PeopleSource create(KeycloakSession session, ComponentModel model) {
        return new PeopleSource();
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "A source of people for Rolecall: the clients that may import, and what their rows may give.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return SourceSettings.PROPERTIES;
    }

    /** Clients are not looked up: a source may be there before its client, and stay when the client goes. */
    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        SourceCheck.check(model.getConfig());
        SourceCheck.checkKey(session, realm, SourceSettings.columns(model.getConfig()));
    }

    @Override
    public void preRemove(KeycloakSession session, RealmModel realm, ComponentModel model) {
        session.getKeycloakSessionFactory().publish(new SourceRemovedEvent(session, model.getId()));
    }
}
