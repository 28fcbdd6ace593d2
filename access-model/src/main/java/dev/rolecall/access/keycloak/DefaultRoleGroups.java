package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserProvider;
import org.keycloak.organization.OrganizationProvider;

/**
 * Gives each new customer and deployment its default role groups before its transaction ends. When a group is created
 * its organization is not linked yet, so the group is remembered and dealt with in the prepare phase. What is there
 * already (a realm import brings its own groups) is left as it is.
 */
final class DefaultRoleGroups extends AbstractKeycloakTransaction {
    private static final String ATTRIBUTE = "rolecall.newGroups";

    private final KeycloakSession session;

    /** Group id -> realm id: at commit the session's realm may be another one. */
    private final Map<String, String> newGroups = new LinkedHashMap<>();

    private DefaultRoleGroups(KeycloakSession session) {
        this.session = session;
    }

    /** Whether the realm opted in is asked in the prepare phase: a realm import sets attributes when it likes. */
    static void remember(GroupModel.GroupCreatedEvent created) {
        if (created.getGroup().getType() == GroupModel.Type.ORGANIZATION && created.getRealm() != null) {
            of(created.getKeycloakSession())
                    .newGroups
                    .put(created.getGroup().getId(), created.getRealm().getId());
        }
    }

    @Override
    protected void commitImpl() {
        // a copy: the groups made here are remembered too, and need nothing
        Map.copyOf(newGroups).forEach(this::complete);
    }

    @Override
    protected void rollbackImpl() {}

    private static DefaultRoleGroups of(KeycloakSession session) {
        DefaultRoleGroups pending = session.getAttribute(ATTRIBUTE, DefaultRoleGroups.class);
        if (pending == null) {
            pending = new DefaultRoleGroups(session);
            session.setAttribute(ATTRIBUTE, pending);
            // providers that enlist in the transaction must exist before it commits
            session.getProvider(OrganizationProvider.class);
            session.getProvider(UserProvider.class);
            session.groups();
            session.getTransactionManager().enlistPrepare(pending);
        }
        return pending;
    }

    private void complete(String groupId, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null || !AccessProvider.isEnabled(realm)) {
            return;
        }
        GroupModel group = session.groups().getGroupById(realm, groupId);
        OrganizationModel organization = group == null ? null : group.getOrganization();
        if (group != null && organization != null) {
            inContext(realm, organization, () -> complete(organization, group));
        }
    }

    private void complete(OrganizationModel organization, GroupModel group) {
        boolean onSystem = organization.getAlias().equals(AccessObject.SYSTEM_ALIAS);
        if (group.getName().equals(organization.getId())) {
            addRoles(organization, group, onSystem ? RoleScope.SYSTEM : RoleScope.CUSTOMER);
        } else if (group.getName().equals(RoleType.SUPER.name()) && !onSystem) {
            throw Refusal.because("SUPER exists on the system only");
        } else if (isDeployment(organization, group) && !onSystem) {
            group.setSingleAttribute(GroupPlace.KIND_MARK, GroupPlace.DEPLOYMENT_KIND);
            addRoles(organization, group, RoleScope.DEPLOYMENT);
        }
    }

    private static boolean isDeployment(OrganizationModel organization, GroupModel group) {
        GroupModel parent = group.getParent();
        return parent != null
                && parent.getName().equals(organization.getId())
                && GroupPlace.isDeployment(group.getName(), group.getFirstAttribute(GroupPlace.ROLE_MARK));
    }

    private void addRoles(OrganizationModel organization, GroupModel parent, RoleScope scope) {
        new RoleGroupWriter(session, session.getContext().getRealm()).addMissing(organization, parent, scope);
    }

    private void inContext(RealmModel realm, OrganizationModel organization, Runnable work) {
        @Nullable RealmModel realmBefore = session.getContext().getRealm();
        @Nullable OrganizationModel organizationBefore = session.getContext().getOrganization();
        session.getContext().setRealm(realm);
        session.getContext().setOrganization(organization);
        try {
            work.run();
        } finally {
            session.getContext().setRealm(realmBefore);
            session.getContext().setOrganization(organizationBefore);
        }
    }
}
