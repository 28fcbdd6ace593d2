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
 * Hears of changed permissions, custom roles and organizations: Keycloak has no provider event for a role's attributes
 * or its associated roles, nor for an organization's name, only the administrator's event, which comes in the
 * transaction of the change.
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
                boolean defining = isDefining(event.getResourceType(), event.getOperationType());
                boolean organization = isChangeOfAnOrganization(event);
                RealmModel realm = defining || organization ? session.realms().getRealm(event.getRealmId()) : null;
                if (realm != null && defining) {
                    Definitions.changed(realm);
                }
                if (realm != null && organization) {
                    TransactionChanges.of(session).organizationUpdated(realm);
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

    /** Keycloak has no provider event for an organization's name, and none for whether it is enabled. */
    private static boolean isChangeOfAnOrganization(AdminEvent event) {
        return event.getResourceType() == ResourceType.ORGANIZATION && event.getOperationType() == OperationType.UPDATE;
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
