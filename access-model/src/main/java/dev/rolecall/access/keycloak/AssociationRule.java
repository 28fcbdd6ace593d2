package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CauseTrail;
import dev.rolecall.access.RoleGroupChange;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageUtil;

/**
 * No grant without the association, on whatever node and at the same time. Whoever joins a role group holds the row of
 * the association until its transaction ends; whoever ends the association waits for that row, and then takes away also
 * what was committed meanwhile. What is asked of Keycloak's caches would be true a moment ago.
 */
final class AssociationRule {
    private static final Logger LOG = Logger.getLogger(AssociationRule.class);

    private static final String WHAT_IS_LEFT = """
            delete from %s m where m.%s = :user
              and m.groupId in (select g.id from GroupEntity g where g.organization.id = :organization and g.type = 1)
            """;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;

    AssociationRule(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Undoes before it throws: a caller that swallows the exception would commit the membership. */
    void joined(UserModel user, GroupModel group) {
        if (group.getType() != GroupModel.Type.ORGANIZATION
                || Vetted.isVetted(session)
                || !AccessProvider.isEnabled(realm)) {
            return;
        }
        OrganizationModel organization = group.getOrganization();
        if (organization == null) {
            return;
        }
        if (!isRoot(group, organization)) {
            if (!held(() -> isAssociated(user, organization))) {
                throw undone(user, group, "the user is not a member of " + organization.getAlias());
            }
            if (group.getName().equals(RoleType.SUPER.name())
                    && !organization.getAlias().equals(AccessObject.SYSTEM_ALIAS)) {
                throw undone(user, group, RoleGroupChange.SUPER_ELSEWHERE);
            }
        }
        if (!held(() -> new RowLocks(em).keepGroup(group.getId()))) {
            throw undone(user, group, "the group was removed meanwhile");
        }
    }

    void left(UserModel user, GroupModel group) {
        if (group.getType() != GroupModel.Type.ORGANIZATION || Vetted.isEnded(session, user, group)) {
            return;
        }
        em.createNamedQuery("rolecallDeleteOriginsOfMembership")
                .setParameter("user", user.getId())
                .setParameter("group", group.getId())
                .executeUpdate();
        OrganizationModel organization = group.getOrganization();
        if (organization != null && isRoot(group, organization) && AccessProvider.isEnabled(realm)) {
            endGrants(user, organization);
        }
    }

    private static boolean isRoot(GroupModel group, OrganizationModel organization) {
        return group.getName().equals(organization.getId());
    }

    private boolean isAssociated(UserModel user, OrganizationModel organization) {
        OrganizationProvider organizations = session.getProvider(OrganizationProvider.class);
        return StorageId.isLocalStorage(user.getId())
                ? new RowLocks(em)
                        .keepMembership(
                                user.getId(),
                                organizations.getOrganizationGroup(organization).getId())
                : organizations.isMember(organization, user); // such a person's rows are in another table
    }

    /** Where two transactions wait for each other the database ends one; that one can commit nothing any more. */
    private static boolean held(BooleanSupplier lock) {
        try {
            return lock.getAsBoolean();
        } catch (PersistenceException | ModelException e) {
            LOG.debugf("A membership could not be locked: %s", CauseTrail.of(e));
            throw Refusal.because("somebody else is changing this membership; try again");
        }
    }

    private static ModelValidationException undone(UserModel user, GroupModel group, String why) {
        user.leaveGroup(group);
        return Refusal.because(why);
    }

    /** In statements of their own, so that they see what was committed while the association's row was waited for. */
    private void endGrants(UserModel user, OrganizationModel organization) {
        int ended = deleteOf("UserGroupMembershipEntity", "user.id", user, organization);
        deleteOf("GrantOriginEntity", "userId", user, organization);
        UserCache cache = UserStorageUtil.userCache(session);
        if (ended > 0 && cache != null) {
            cache.evict(realm, user);
        }
    }

    private int deleteOf(String entity, String userColumn, UserModel user, OrganizationModel organization) {
        return em.createQuery(WHAT_IS_LEFT.formatted(entity, userColumn))
                .setParameter("user", user.getId())
                .setParameter("organization", organization.getId())
                .executeUpdate();
    }
}
