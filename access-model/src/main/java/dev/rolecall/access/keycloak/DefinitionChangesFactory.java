package dev.rolecall.access.keycloak;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Hears of changed permissions and custom roles: Keycloak has no provider event for a role's attributes or its
 * associated roles, only the administrator's event, which comes in the transaction of the change.
 */
public final class DefinitionChangesFactory implements EventListenerProviderFactory {
    private static final Set<ResourceType> DEFINING =
            Set.of(ResourceType.CLIENT_ROLE, ResourceType.REALM_ROLE, ResourceType.CLIENT, ResourceType.REALM);

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {}

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                if (isDefining(event.getResourceType(), event.getOperationType())) {
                    RealmModel realm = session.realms().getRealm(event.getRealmId());
                    if (realm != null) {
                        Definitions.changed(realm);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    /** A changed mark makes another role of a role group; a new group has no members yet, a removed one none left. */
    private static boolean isDefining(@Nullable ResourceType resource, OperationType operation) {
        return (operation != OperationType.ACTION && resource != null && DEFINING.contains(resource))
                || (operation == OperationType.UPDATE && resource == ResourceType.ORGANIZATION_GROUP);
    }

    /** Without this an administrator could switch it off with the realm's other listeners. */
    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "rolecall-definition-changes";
    }
}
