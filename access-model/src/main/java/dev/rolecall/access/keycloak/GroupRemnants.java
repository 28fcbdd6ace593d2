package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import java.util.Collection;

/**
 * Memberships of removed groups, and the notes about them. Keycloak deletes the memberships before it locks the group,
 * so one that was committed in between is left; whoever comes later waits for the group and finds it gone.
 */
final class GroupRemnants {
    private static final String MEMBERSHIPS = "delete from UserGroupMembershipEntity m where m.groupId in :groups";

    private final EntityManager em;

    GroupRemnants(EntityManager em) {
        this.em = em;
    }

    void delete(Collection<String> removedGroups) {
        if (removedGroups.isEmpty()) {
            return;
        }
        em.flush(); // from here on the groups are locked
        StoredStates.forEachPart(removedGroups, groups -> {
            em.createQuery(MEMBERSHIPS).setParameter("groups", groups).executeUpdate();
            em.createNamedQuery("rolecallDeleteOriginsOfGroups")
                    .setParameter("groups", groups)
                    .executeUpdate();
        });
    }
}
