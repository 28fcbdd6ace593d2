package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.ldap.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param user as the database has it
     */
    RoleShares.Change apply(UserModel user, Map<String, RoleModel> wanted, RoleShares shares) {
        RoleShares.Change change = change(user, wanted, shares);
        change.given().forEach(id -> user.grantRole(Objects.requireNonNull(wanted.get(id))));
        change.taken().forEach(id -> user.deleteRoleMapping(realm.getRoleById(id)));
        return change;
    }

    /**
     * What {@link #apply} would change.
     *
     * @param user null for somebody who is not stored
     */
    Difference difference(@Nullable UserModel user, Map<String, RoleModel> wanted, RoleShares shares) {
        RoleShares.Change change = change(user, wanted, shares);
        return new Difference(texts(change.given()), texts(change.taken()));
    }

    private RoleShares.Change change(@Nullable UserModel user, Map<String, RoleModel> wanted, RoleShares shares) {
        return shares.change(wanted.keySet(), id -> user != null && isHeld(user, realm.getRoleById(id)));
    }

    private static boolean isHeld(UserModel user, @Nullable RoleModel role) {
        return role != null && user.hasDirectRole(role);
    }

    private List<String> texts(List<String> roles) {
        return roles.stream()
                .map(realm::getRoleById)
                .map(PlainRoles::text)
                .sorted()
                .toList();
    }

    /** As they stand in rules. */
    record Difference(List<String> added, List<String> removed) {}

    /** As it stands in rules. */
    static String text(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? new Target.ClientRole(client.getClientId(), role.getName()).toString()
                : new Target.RealmRole(role.getName()).toString();
    }

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
