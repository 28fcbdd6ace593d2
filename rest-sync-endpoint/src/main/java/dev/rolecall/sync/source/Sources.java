package dev.rolecall.sync.source;

import java.util.List;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderModel;

/** The sources of a realm that are enabled. */
public final class Sources {
    private final RealmModel realm;

    public Sources(RealmModel realm) {
        this.realm = realm;
    }

    /** Those this client is bound to, by name. */
    public List<Source> boundTo(String clientId) {
        return realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .filter(Sources::isSource)
                .map(Sources::read)
                .filter(source -> source.settings().clients().contains(clientId))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    public Optional<Source> byId(String id) {
        return Optional.ofNullable(realm.getComponent(id))
                .filter(Sources::isSource)
                .map(Sources::read);
    }

    private static boolean isSource(ComponentModel component) {
        return PeopleSourceProviderFactory.PROVIDER_ID.equals(component.getProviderId())
                && new UserStorageProviderModel(component).isEnabled();
    }

    private static Source read(ComponentModel component) {
        return new Source(component.getId(), component.getName(), SourceSettings.from(component.getConfig()));
    }
}
