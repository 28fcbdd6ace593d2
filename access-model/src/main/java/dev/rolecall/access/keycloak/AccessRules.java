package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Keeps the access model true, whichever way a change comes in: hears Keycloak's provider events in the transaction of
 * the change, so what it makes commits with it and what it refuses undoes it.
 */
final class AccessRules implements ProviderEventListener {
    private final Catalogs catalogs;

    AccessRules(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof GroupModel.GroupMemberJoinEvent joined) {
            refuseWithoutAssociation(joined);
        } else if (event instanceof GroupModel.GroupMemberLeaveEvent left) {
            forgetOrigins(left);
        } else if (event instanceof GroupModel.GroupCreatedEvent created) {
            DefaultRoleGroups.remember(created);
        } else if (event instanceof GroupModel.GroupPathChangeEvent moved) {
            Definitions.changed(moved.getRealm());
        } else if (event instanceof GroupModel.GroupRemovedEvent removed) {
            delete(
                    removed.getKeycloakSession(),
                    "Group",
                    "group",
                    removed.getGroup().getId());
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

    /** Undoes before it throws: a caller that swallows the exception would commit the membership. */
    private static void refuseWithoutAssociation(GroupModel.GroupMemberJoinEvent joined) {
        KeycloakSession session = joined.getKeycloakSession();
        GroupModel group = joined.getGroup();
        if (group.getType() != GroupModel.Type.ORGANIZATION
                || Vetted.isVetted(session)
                || !AccessProvider.isEnabled(joined.getRealm())) {
            return;
        }
        OrganizationModel organization = group.getOrganization();
        if (organization == null || group.getName().equals(organization.getId())) {
            return; // the association itself
        }
        UserModel user = joined.getUser();
        if (!session.getProvider(OrganizationProvider.class).isMember(organization, user)) {
            user.leaveGroup(group);
            throw Refusal.because("the user is not a member of " + organization.getAlias());
        }
        if (group.getName().equals(RoleType.SUPER.name())
                && !organization.getAlias().equals(AccessObject.SYSTEM_ALIAS)) {
            user.leaveGroup(group);
            throw Refusal.because("SUPER exists on the system only");
        }
    }

    private static void forgetOrigins(GroupModel.GroupMemberLeaveEvent left) {
        if (left.getGroup().getType() == GroupModel.Type.ORGANIZATION) {
            entityManager(left.getKeycloakSession())
                    .createNamedQuery("rolecallDeleteOriginsOfMembership")
                    .setParameter("user", left.getUser().getId())
                    .setParameter("group", left.getGroup().getId())
                    .executeUpdate();
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
