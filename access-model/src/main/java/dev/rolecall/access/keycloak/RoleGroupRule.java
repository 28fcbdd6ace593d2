package dev.rolecall.access.keycloak;

import dev.rolecall.access.GroupState;
import dev.rolecall.access.RoleGroupChange;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Default role groups stay where they are, and no change of a group gives its members what nobody granted them. */
final class RoleGroupRule {
    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final TransactionChanges.InRealm changes;

    RoleGroupRule(KeycloakSession session, EntityManager em, RealmModel realm, TransactionChanges.InRealm changes) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.changes = changes;
    }

    /** Answers the groups that are deployments from now on, and were none. */
    Set<String> check(Map<String, GroupState> before, Map<String, GroupState> after) {
        before.forEach((id, group) -> {
            // with its parent it may go
            if (changes.removedGroups.contains(id) && !changes.removedGroups.contains(group.parentId())) {
                refuse(RoleGroupChange.refusalOfRemoval(group));
            }
        });
        StoredStates.markedAgain(em, after.keySet()).stream().findAny().ifPresent(name -> {
            throw Refusal.because(
                    "the group " + name + " is the group of one role or permission: that attribute has one value");
        });
        Set<String> newDeployments = new HashSet<>();
        Set<String> otherThanBefore = new HashSet<>();
        after.forEach((id, group) -> {
            GroupState was = before.get(id);
            if (was != null && !was.equals(group)) {
                refuse(RoleGroupChange.refusal(was, group, () -> hasMembers(id)));
                Definitions.changed(realm);
                if (was.isDeployment() != group.isDeployment()) {
                    otherThanBefore.add(id);
                }
                if (group.isDeployment() && !was.isDeployment()) {
                    newDeployments.add(id);
                }
            }
        });
        checkBelow(otherThanBefore, after.keySet());
        return newDeployments;
    }

    /** What stands below a group that became a deployment, or is none any more, means something else too. */
    private void checkBelow(Set<String> parents, Set<String> checked) {
        if (parents.isEmpty()) {
            return;
        }
        Set<String> children = StoredStates.childrenOf(em, realm.getId(), parents);
        children.removeAll(checked);
        Map<String, GroupState> before = Committed.read(
                session.getKeycloakSessionFactory(), committed -> StoredStates.groups(committed, children));
        StoredStates.groups(em, children).forEach((id, group) -> {
            GroupState was = before.get(id);
            if (was != null) {
                refuse(RoleGroupChange.refusal(was, group, () -> hasMembers(id)));
            }
        });
    }

    private boolean hasMembers(String groupId) {
        return !em.createQuery(
                        "select m.groupId from UserGroupMembershipEntity m where m.groupId = :group", String.class)
                .setParameter("group", groupId)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private static void refuse(Optional<String> reason) {
        reason.ifPresent(text -> {
            throw Refusal.because(text);
        });
    }
}
