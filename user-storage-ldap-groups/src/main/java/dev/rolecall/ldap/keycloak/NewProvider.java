package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.directory.ProviderSettings;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.LDAPConstants;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.ldap.mappers.LDAPStorageMapper;

/**
 * Makes an LDAP provider of Keycloak's own and a mapper of ours: both, or neither. The directory is not asked: a realm can be
 * set up before its directory is there, and a preview asks it afterwards.
 */
final class NewProvider {
    /** After that long a call that never came back does not stand in the way of others. */
    private static final int LONGEST_SECONDS = 60;

    private final LdapDoor door;

    NewProvider(LdapDoor door) {
        this.door = door;
    }

    /** Ids of the components that were made. */
    record ProviderRepresentation(String provider, String mapper) {}

    private record Made(ComponentModel provider, ComponentModel mapper) {}

    /** Keycloak has nothing against two providers of one name; two calls at once must not make them. */
    Response make(ProviderRequest request) {
        String name = request.providerName();
        String mapperName = request.mapperName();
        ProviderSettings provider = request.provider();
        MultivaluedHashMap<String, String> settings = request.mapperSettings();
        Made made = alone(() -> OwnSession.in(door.factory(), door.realmId(), (session, realm) -> {
            requireFree(realm, name);
            ComponentModel above = add(realm, provider(realm, name, provider));
            ComponentModel below = add(realm, mapper(above, mapperName, settings));
            tell(session, above, below);
            return new Made(above, below);
        }));
        return LdapRefusal.answer(
                Response.created(door.addressOf(made.provider())),
                new ProviderRepresentation(
                        made.provider().getId(), made.mapper().getId()));
    }

    private static void requireFree(RealmModel realm, String name) {
        boolean isTaken = realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .anyMatch(component -> name.equals(component.getName()));
        if (isTaken) {
            throw LdapRefusal.conflict("A provider of that name is there already.");
        }
    }

    private static ComponentModel provider(RealmModel realm, String name, ProviderSettings settings) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        settings.asConfig().forEach(config::putSingle);
        return component(realm.getId(), name, LDAPConstants.LDAP_PROVIDER, UserStorageProvider.class, config);
    }

    private static ComponentModel mapper(
            ComponentModel provider, String name, MultivaluedHashMap<String, String> settings) {
        return component(provider.getId(), name, LdapGroupMapperFactory.PROVIDER_ID, LDAPStorageMapper.class, settings);
    }

    private static ComponentModel component(
            String parent, String name, String provider, Class<?> type, MultivaluedHashMap<String, String> config) {
        ComponentModel component = new ComponentModel();
        component.setParentId(parent);
        component.setName(name);
        component.setProviderId(provider);
        component.setProviderType(type.getName());
        component.setConfig(config);
        return component;
    }

    private static ComponentModel add(RealmModel realm, ComponentModel component) {
        try {
            return realm.addComponentModel(component);
        } catch (RefusedSettingsException e) {
            throw LdapRefusal.of(UnreadableRequestException.ofSetting("mapper.settings", e.why()));
        } catch (ComponentValidationException e) { // the message is a key of Keycloak's texts
            throw LdapRefusal.of(UnreadableRequestException.of("body", "Keycloak refuses it: " + e.getMessage()));
        }
    }

    private void tell(KeycloakSession session, ComponentModel... components) {
        for (ComponentModel component : components) {
            door.made(session, component);
        }
    }

    private <T> T alone(Callable<T> work) {
        ExecutionResult<T> result = door.session()
                .getProvider(ClusterProvider.class)
                .executeIfNotExecuted("rolecall-ldap-provider-" + door.realmId(), LONGEST_SECONDS, work);
        if (!result.isExecuted()) {
            throw LdapRefusal.busy("Another provider is being made.");
        }
        return result.getResult();
    }
}
