package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GroupState;
import dev.rolecall.access.OrganizationState;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Looks at one transaction's changes in one realm: refuses them, or makes them whole. */
final class ChangesCheck {
    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final TransactionChanges.InRealm changes;

    ChangesCheck(KeycloakSession session, EntityManager em, RealmModel realm, TransactionChanges.InRealm changes) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.changes = changes;
    }

    void run() {
        new GroupRemnants(em).delete(changes.removedGroups);
        if (!AccessProvider.isEnabled(realm)) {
            return;
        }
        Set<String> toComplete = new HashSet<>(changes.createdGroups);
        toComplete.addAll(checkExisting());
        new RoleMappingRule(session, em, realm).check(changes.grantedRoles, changes.updatedGroups);
        new DefaultRoleGroups(session, realm).complete(toComplete);
    }

    /** The groups that are deployments from now on, and were none. */
    private Set<String> checkExisting() {
        Set<String> updated = new HashSet<>(changes.updatedGroups);
        updated.removeAll(changes.createdGroups);
        Map<String, GroupState> after = StoredStates.groups(em, updated);
        if (after.isEmpty() && changes.removedGroups.isEmpty() && !changes.organizationUpdated) {
            return Set.of(); // the everyday case: no group of an organization is involved
        }
        List<String> touched = new ArrayList<>(after.keySet());
        touched.addAll(changes.removedGroups);
        Before before = Committed.read(
                session.getKeycloakSessionFactory(),
                committed -> new Before(StoredStates.groups(committed, touched), organizations(committed, touched)));
        new SystemObjectRule(before.organizations()).check(organizations(em, touched));
        return new RoleGroupRule(session, em, realm, changes).check(before.groups(), after);
    }

    private Map<String, OrganizationState> organizations(EntityManager of, Collection<String> roots) {
        return StoredStates.organizations(of, realm.getId(), roots);
    }

    private record Before(Map<String, GroupState> groups, Map<String, OrganizationState> organizations) {}
}
