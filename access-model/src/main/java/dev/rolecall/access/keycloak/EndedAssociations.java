package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.storage.StorageId;

/**
 * Writes down when an association ends, whichever way it does. A new association leaves the row alone, which then means
 * nothing: to delete it would cost a statement for each person of a large import.
 */
final class EndedAssociations implements ProviderEventListener {
    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof GroupModel.GroupMemberLeaveEvent left) {
            if (isAssociation(left.getRealm(), left.getGroup(), left.getUser())) {
                ended(left.getKeycloakSession(), left.getRealm(), left.getUser(), left.getGroup());
            }
        } else if (event instanceof GroupModel.GroupRemovedEvent removed) {
            if (removed.getGroup().getType() == GroupModel.Type.ORGANIZATION) {
                query(removed.getKeycloakSession(), "rolecallDeleteEndedAssociationsOfGroup")
                        .setParameter("group", removed.getGroup().getId())
                        .executeUpdate();
            }
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            query(removed.getKeycloakSession(), "rolecallDeleteEndedAssociationsOfRealm")
                    .setParameter("realm", removed.getRealm().getId())
                    .executeUpdate();
        }
    }

    /** Membership in the root group of an organization; people whom only another store knows have no row of ours. */
    private static boolean isAssociation(RealmModel realm, GroupModel group, UserModel user) {
        if (!AccessProvider.isEnabled(realm)
                || group.getType() != GroupModel.Type.ORGANIZATION
                || !StorageId.isLocalStorage(user.getId())) {
            return false;
        }
        OrganizationModel organization = group.getOrganization();
        return organization != null && group.getName().equals(organization.getId());
    }

    private static void ended(KeycloakSession session, RealmModel realm, UserModel user, GroupModel root) {
        entityManager(session)
                .merge(new EndedAssociationEntity(
                        realm.getId(), user.getId(), root.getId(), Instant.ofEpochMilli(Time.currentTimeMillis())));
    }

    private static Query query(KeycloakSession session, String name) {
        return entityManager(session).createNamedQuery(name);
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
