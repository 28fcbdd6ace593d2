package dev.rolecall.sync.source;

import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.UserStorageProviderModel;

/** The sources of a realm. */
public final class Sources {
    private final RealmModel realm;

    public Sources(RealmModel realm) {
        this.realm = realm;
    }

    /**
     * The source a request means, or nothing where its client is bound to none and it names none.
     *
     * @param wanted the name or id the request gives, or null
     * @throws dev.rolecall.sync.gate.Refusal 400 where the client is bound to several and none is named, 403 where it is
     *                                        not bound to the named one or all it could mean are
     *                                        disabled
     */
    public Optional<Source> chosen(Gate gate, Caller caller, @Nullable String wanted) {
        SourceChoice choice = SourceChoice.of(boundTo(caller.clientKey()), wanted);
        if (choice instanceof SourceChoice.Several) {
            throw Refusal.badRequest("source", "required", "The client is bound to several sources: name one.");
        }
        if (choice instanceof SourceChoice.Disabled) {
            throw gate.forbidden("The source is disabled.");
        }
        if (choice instanceof SourceChoice.None && wanted != null) {
            throw gate.forbidden("The client is not bound to that source.");
        }
        return choice instanceof SourceChoice.One one ? Optional.of(one.source()) : Optional.empty();
    }

    /**
     * Whether a token of this client is good for one file only: unless every source the request could mean says
     * otherwise.
     *
     * @param wanted the name or id the request gives, or null
     */
    public boolean takeTokensOnce(String clientId, @Nullable String wanted) {
        List<Source> meant = boundTo(clientId).stream()
                .filter(source -> wanted == null
                        || source.name().equals(wanted)
                        || source.id().equals(wanted))
                .toList();
        return meant.isEmpty()
                || meant.stream().anyMatch(source -> source.settings().oneTimeTokens());
    }

    /** Those this client is bound to, also the disabled ones, by name. */
    private List<Source> boundTo(String clientId) {
        return realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .filter(Sources::isSource)
                .map(Sources::read)
                .filter(source -> source.settings().clients().contains(clientId))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** The source of that id, if it is there and enabled. */
    public Optional<Source> usable(String id) {
        return Optional.ofNullable(realm.getComponent(id))
                .filter(Sources::isSource)
                .map(Sources::read)
                .filter(Source::enabled);
    }

    /** Of those that {@linkplain Source#keepsItsPeople keep} their people though another source misses them. */
    public List<String> keeping() {
        return realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .filter(Sources::isSource)
                .map(Sources::read)
                .filter(Source::keepsItsPeople)
                .map(Source::id)
                .toList();
    }

    private static boolean isSource(ComponentModel component) {
        return PeopleSourceProviderFactory.PROVIDER_ID.equals(component.getProviderId());
    }

    private static Source read(ComponentModel component) {
        boolean enabled = new UserStorageProviderModel(component).isEnabled();
        return new Source(component.getId(), component.getName(), enabled, SourceSettings.from(component.getConfig()));
    }
}
