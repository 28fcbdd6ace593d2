package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.PermissionCatalog;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * No permission or custom role is mapped to a user or a group, also not inside a composite: it would hold for the whole
 * realm. The realm's default role is let be, because refusing it would stop the creation of users.
 */
final class RoleMappingRule {
    private static final String MAPPINGS =
            "select m.group.id as group, m.roleId as role from GroupRoleMappingEntity m where m.group.id in :groups";

    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final PermissionCatalog catalog;

    /** Role id -> the role of ours it is or contains. */
    private final Map<String, Optional<RoleModel>> ours = new HashMap<>();

    RoleMappingRule(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.catalog = AccessProvider.of(session).catalog(realm);
    }

    /** Whether a mapping of that role needs no look: every new user has it. */
    static boolean isDefaultRole(RealmModel realm, RoleModel role) {
        RoleModel defaultRole = realm.getDefaultRole();
        return defaultRole != null && defaultRole.getId().equals(role.getId());
    }

    /**
     * @param granted ids of roles that were mapped to users
     * @param groups  ids of groups that may have other roles than before
     */
    void check(Collection<String> granted, Collection<String> groups) {
        if (catalog.marksNothing()) {
            return;
        }
        granted.forEach(role -> ourRole(role).ifPresent(ourRole -> refuse(role, ourRole)));
        StoredStates.forEachPart(groups, this::checkGroups);
    }

    private void checkGroups(List<String> groups) {
        Set<Mapping> wrong = new HashSet<>(mappings(em, groups));
        wrong.removeIf(mapping -> ourRole(mapping.role()).isEmpty());
        if (!wrong.isEmpty()) {
            // what was there before the realm opted in stops no other change of its group
            wrong.removeAll(
                    Committed.read(session.getKeycloakSessionFactory(), committed -> mappings(committed, groups)));
        }
        wrong.forEach(mapping -> ourRole(mapping.role()).ifPresent(ourRole -> refuse(mapping.role(), ourRole)));
    }

    private static List<Mapping> mappings(EntityManager of, List<String> groups) {
        return of.createQuery(MAPPINGS, Tuple.class)
                .setParameter("groups", groups)
                .getResultStream()
                .map(row -> new Mapping(row.get("group", String.class), row.get("role", String.class)))
                .toList();
    }

    private Optional<RoleModel> ourRole(String roleId) {
        return ours.computeIfAbsent(roleId, id -> {
            RoleModel role = realm.getRoleById(id);
            return role == null || isDefaultRole(realm, role) ? Optional.empty() : firstOfOurs(role);
        });
    }

    /** Role by role, as the realm cache has them: {@code RoleUtils} asks the database level by level. */
    private Optional<RoleModel> firstOfOurs(RoleModel role) {
        Set<String> seen = new HashSet<>();
        Deque<RoleModel> open = new ArrayDeque<>(List.of(role));
        while (!open.isEmpty()) {
            RoleModel next = open.pop();
            if (isOurs(next)) {
                return Optional.of(next);
            }
            if (seen.add(next.getId())) {
                next.getCompositesStream().forEach(open::add);
            }
        }
        return Optional.empty();
    }

    /** The attribute decides: another client's role may have the same name when dots are counted in. */
    private boolean isOurs(RoleModel role) {
        return role.isClientRole()
                && catalog.isMarked(name(role))
                && role.getFirstAttribute(AccessProvider.ROLE_TYPE) != null;
    }

    private void refuse(String mapped, RoleModel ourRole) {
        String name = name(ourRole);
        String what = ourRole.getId().equals(mapped)
                ? "the role " + name
                : "the role " + name(realm.getRoleById(mapped)) + " contains " + name + ", which";
        throw Refusal.because(what + " is held on an object by membership in a role group, never by a role mapping");
    }

    private static String name(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? client.getClientId() + "." + role.getName()
                : role.getName();
    }

    private record Mapping(String group, String role) {}
}
