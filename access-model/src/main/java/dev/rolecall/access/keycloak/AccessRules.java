package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Keeps the access model true, whichever way a change comes in: hears Keycloak's provider events in the transaction of
 * the change, so what it makes commits with it and what it refuses undoes it. What an event is about is told to the
 * rule of that subject.
 */
final class AccessRules implements ProviderEventListener {
    private final Catalogs catalogs;

    AccessRules(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof GroupModel.GroupEvent group) {
            if (group.getRealm() != null) { // a session without a realm is at no realm's groups
                ofGroup(group);
            }
        } else if (event instanceof RoleModel.RoleGrantedEvent granted) {
            roleGranted(granted);
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            delete(
                    removed.getKeycloakSession(),
                    "User",
                    "user",
                    removed.getUser().getId());
        } else if (event instanceof RoleContainerModel.RoleRemovedEvent removed) {
            roleRemoved(removed.getRole());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            Definitions.changed(removed.getClient().getRealm());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            catalogs.forget(removed.getRealm().getId());
            delete(
                    removed.getKeycloakSession(),
                    "Realm",
                    "realm",
                    removed.getRealm().getId());
        }
    }

    private static void ofGroup(GroupModel.GroupEvent event) {
        KeycloakSession session = event.getKeycloakSession();
        if (event instanceof GroupModel.GroupMemberJoinEvent joined) {
            new AssociationRule(session, joined.getRealm()).joined(joined.getUser(), joined.getGroup());
        } else if (event instanceof GroupModel.GroupMemberLeaveEvent left) {
            new AssociationRule(session, left.getRealm()).left(left.getUser(), left.getGroup());
        } else if (event instanceof GroupModel.GroupCreatedEvent) {
            TransactionChanges.of(session).created(event.getRealm(), event.getGroup());
        } else if (event instanceof GroupModel.GroupUpdatedEvent) {
            TransactionChanges.of(session).updated(event.getRealm(), event.getGroup());
        } else if (event instanceof GroupModel.GroupRemovedEvent) {
            TransactionChanges.of(session).removed(event.getRealm(), event.getGroup());
        }
    }

    private static void roleGranted(RoleModel.RoleGrantedEvent granted) {
        RealmModel realm = granted.getRealm();
        if (realm != null && !RoleMappingRule.isDefaultRole(realm, granted.getRole())) {
            TransactionChanges.of(granted.getKeycloakSession()).granted(realm, granted.getRole());
        }
    }

    private static void roleRemoved(RoleModel role) {
        if (role.isClientRole() && role.getContainer() instanceof ClientModel client) {
            Definitions.changed(client.getRealm());
        }
    }

    private static void delete(KeycloakSession session, String what, String parameter, String id) {
        entityManager(session)
                .createNamedQuery("rolecallDeleteOriginsOf" + what)
                .setParameter(parameter, id)
                .executeUpdate();
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
