package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.ldap.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * Ordinary roles of Keycloak. A directory never makes anybody an administrator of the realm, and permissions of the access
 * model are held on objects only: a role that is or holds one of these is not given.
 */
final class PlainRoles {
    private final RealmModel realm;

    PlainRoles(RealmModel realm) {
        this.realm = realm;
    }

    /**
     * @param roles  those that can be given, by id
     * @param faults why the others cannot
     */
    record Found(Map<String, RoleModel> roles, List<String> faults) {}

    static boolean isOne(Target target) {
        return target instanceof Target.RealmRole || target instanceof Target.ClientRole;
    }

    Found find(Collection<Target> targets) {
        Map<String, RoleModel> roles = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Target target : targets) {
            Optional<RoleModel> role = role(target);
            if (role.isEmpty()) {
                faults.add(target + ": there is no such role");
            } else if (isProtected(role.get())) {
                faults.add(target + ": a role that administers Keycloak or holds a permission is not given by groups");
            } else {
                roles.put(role.get().getId(), role.get());
            }
        }
        return new Found(roles, faults);
    }

    /**
     * Gives and takes.
     *
     * @param user  as the database has it
     * @param known ids of the roles the mapper gave before
     * @return ids of what it gave now and before, without what the person does not hold any more
     */
    Change apply(UserModel user, Map<String, RoleModel> wanted, Collection<String> known) {
        Set<String> ours = new LinkedHashSet<>();
        int given = 0;
        int taken = 0;
        for (RoleModel role : wanted.values()) {
            if (!user.hasDirectRole(role)) {
                user.grantRole(role);
                ours.add(role.getId());
                given++;
            } else if (known.contains(role.getId())) {
                ours.add(role.getId());
            }
        }
        for (String id : known) {
            RoleModel role = wanted.containsKey(id) ? null : realm.getRoleById(id);
            if (role != null && user.hasDirectRole(role)) {
                user.deleteRoleMapping(role);
                taken++;
            }
        }
        return new Change(List.copyOf(ours), given, taken);
    }

    /**
     * What {@link #apply} would change.
     *
     * @param user null for somebody who is not stored
     */
    Difference difference(@Nullable UserModel user, Map<String, RoleModel> wanted, Collection<String> known) {
        List<String> added = wanted.values().stream()
                .filter(role -> user == null || !user.hasDirectRole(role))
                .map(PlainRoles::text)
                .sorted()
                .toList();
        List<String> removed = known.stream()
                .filter(id -> !wanted.containsKey(id))
                .map(realm::getRoleById)
                .filter(role -> role != null && user != null && user.hasDirectRole(role))
                .map(PlainRoles::text)
                .sorted()
                .toList();
        return new Difference(added, removed);
    }

    /** As they stand in rules. */
    record Difference(List<String> added, List<String> removed) {}

    /** As it stands in rules. */
    static String text(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? new Target.ClientRole(client.getClientId(), role.getName()).toString()
                : new Target.RealmRole(role.getName()).toString();
    }

    /** @param ours ids of the person's roles that are the mapper's to take */
    record Change(List<String> ours, int given, int taken) {}

    private Optional<RoleModel> role(Target target) {
        if (target instanceof Target.RealmRole role) {
            return Optional.ofNullable(realm.getRole(role.name()));
        }
        if (target instanceof Target.ClientRole role) {
            ClientModel client = realm.getClientByClientId(role.clientId());
            return client == null ? Optional.empty() : Optional.ofNullable(client.getRole(role.name()));
        }
        return Optional.empty();
    }

    private static boolean isProtected(RoleModel role) {
        return AdminRoles.containsAdminRole(role)
                || RoleUtils.expandCompositeRoles(Set.of(role)).stream()
                        .anyMatch(each -> each.getFirstAttribute(AccessProvider.ROLE_TYPE) != null);
    }
}
