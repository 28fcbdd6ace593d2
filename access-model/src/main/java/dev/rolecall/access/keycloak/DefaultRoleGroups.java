package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.OrganizationContext;
import dev.rolecall.access.OrganizationState;
import dev.rolecall.access.RoleGroupChange;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.Collection;
import java.util.stream.Collectors;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;

/**
 * Gives each new customer and deployment its default role groups before its transaction ends, and marks what the console
 * cannot mark. What is there already (a realm import brings its own groups) is left as it is.
 */
final class DefaultRoleGroups {
    private final KeycloakSession session;
    private final RealmModel realm;

    DefaultRoleGroups(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** @param groups ids of new groups, and of others that are deployments now */
    void complete(Collection<String> groups) {
        groups.forEach(id -> {
            GroupModel group = session.groups().getGroupById(realm, id);
            OrganizationModel organization = group == null ? null : group.getOrganization();
            if (group != null && organization != null) {
                OrganizationContext.run(session, organization, () -> complete(organization, group));
            }
        });
    }

    private void complete(OrganizationModel organization, GroupModel group) {
        boolean onSystem = organization.getAlias().equals(AccessObject.SYSTEM_ALIAS);
        if (isRoot(organization, group)) {
            state(organization, group).refusalWhenNew().ifPresent(DefaultRoleGroups::refuse);
            addRoles(organization, group, onSystem ? RoleScope.SYSTEM : RoleScope.CUSTOMER);
        } else if (group.getName().equals(RoleType.SUPER.name()) && !onSystem) {
            refuse(RoleGroupChange.SUPER_ELSEWHERE);
        } else if (isDeployment(organization, group) && !onSystem) {
            mark(group, GroupPlace.KIND_MARK, GroupPlace.DEPLOYMENT_KIND);
            addRoles(organization, group, RoleScope.DEPLOYMENT);
        } else if (isBelowAnObject(organization, group)) {
            markRole(group);
        }
    }

    /** An organization's attributes are those of its root group. */
    private static OrganizationState state(OrganizationModel organization, GroupModel root) {
        return new OrganizationState(
                organization.getAlias(),
                organization.getName(),
                organization.isEnabled(),
                root.getAttributeStream(GroupPlace.KIND_MARK).collect(Collectors.toSet()));
    }

    private static boolean isRoot(OrganizationModel organization, GroupModel group) {
        return group.getName().equals(organization.getId());
    }

    /** Where the groups of roles and permissions stand. */
    private static boolean isBelowAnObject(OrganizationModel organization, GroupModel group) {
        GroupModel parent = group.getParent();
        return parent != null
                && (isRoot(organization, parent)
                        || (isDeployment(organization, parent)
                                && !organization.getAlias().equals(AccessObject.SYSTEM_ALIAS)));
    }

    private static void markRole(GroupModel group) {
        if (GroupPlace.isDefaultRole(group.getName())) {
            mark(group, GroupPlace.ROLE_MARK, group.getName());
        } else if (GroupPlace.isPermissionGroup(group.getName())) {
            mark(group, GroupPlace.PERMISSION_MARK, group.getName().substring(1));
        }
    }

    private static void mark(GroupModel group, String mark, String value) {
        if (!value.equals(group.getFirstAttribute(mark))) {
            group.setSingleAttribute(mark, value);
        }
    }

    private static void refuse(String reason) {
        throw Refusal.because(reason);
    }

    private static boolean isDeployment(OrganizationModel organization, GroupModel group) {
        GroupModel parent = group.getParent();
        return parent != null
                && isRoot(organization, parent)
                && GroupPlace.isDeployment(group.getName(), group.getFirstAttribute(GroupPlace.ROLE_MARK));
    }

    private void addRoles(OrganizationModel organization, GroupModel parent, RoleScope scope) {
        new RoleGroupWriter(session, realm).addMissing(organization, parent, scope);
    }
}
