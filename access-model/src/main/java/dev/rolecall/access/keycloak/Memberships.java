package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.OrganizationContext;
import dev.rolecall.access.Origin;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.idm.MembershipType;

/**
 * Writes what a plan says. Memberships are persisted as entities, so that many people are one batch, and the events of
 * {@code UserAdapter.joinGroup} are fired for them: the organization cache and workflows listen. What ends goes through
 * Keycloak's own calls, one by one: it is rare, and they know every cache.
 */
final class Memberships {
    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final Origin origin;
    private final OrganizationProvider organizations;
    private final Map<String, GroupModel> groups = new HashMap<>();
    private final Map<String, OrganizationModel> entered = new HashMap<>();
    private final long now = Time.currentTimeMillis();

    Memberships(KeycloakSession session, EntityManager em, RealmModel realm, Origin origin) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.origin = origin;
        this.organizations = session.getProvider(OrganizationProvider.class);
    }

    void write(JpaGrantPlan plan, UserModel user, boolean isNew) {
        Vetted.run(session, () -> {
            plan.lapsed.forEach(held -> leave(held, user));
            plan.associate.forEach(tree -> associate(tree, user, isNew, plan.end));
            plan.join.forEach(wanted -> inOrganization(wanted.organization().id(), organization -> {
                GroupModel group = group(groupOf(wanted.organization(), organization, wanted.grant()));
                join(user, group);
                note(user, group.getId(), origin, plan.end);
            }));
            plan.note.forEach(held -> noteBeside(held, user, plan.end));
            plan.moveEnd.forEach(note -> moveEnd(note, plan.end));
            plan.expired.forEach(em::remove);
            plan.forget.forEach(this::forget);
            plan.leave.forEach(held -> leave(held, user));
        });
    }

    /** A person nobody has seen yet is in no cache, so the membership can be written as a row. */
    private void associate(OrganizationTree tree, UserModel user, boolean isNew, @Nullable Instant end) {
        inOrganization(tree.id(), organization -> {
            if (isNew) {
                join(user, group(tree.rootId()));
                OrganizationModel.OrganizationMemberJoinEvent.fire(organization, user, session);
                MemberCounts.changed(session, realm, organization);
            } else if (!organizations.addMember(organization, user)) {
                throw new ModelException("somebody else associated the person meanwhile");
            }
            note(user, tree.rootId(), origin, end);
        });
    }

    private void join(UserModel user, GroupModel group) {
        UserGroupMembershipEntity membership = new UserGroupMembershipEntity();
        membership.setUser(em.getReference(UserEntity.class, user.getId()));
        membership.setGroupId(group.getId());
        membership.setMembershipType(MembershipType.UNMANAGED);
        em.persist(membership);
        GroupModel.GroupMemberJoinEvent.fire(group, user, session);
    }

    /** A membership without a note was given by hand; that is written down before ours joins it. */
    private void noteBeside(HeldMembership held, UserModel user, @Nullable Instant end) {
        if (held.notes().isEmpty()) {
            note(user, held.groupId(), new Origin(Origin.Kind.CONSOLE, null), null);
        }
        note(user, held.groupId(), origin, end);
    }

    private void note(UserModel user, String groupId, Origin from, @Nullable Instant end) {
        em.persist(new GrantOriginEntity(
                realm.getId(), user.getId(), groupId, from, now, end == null ? null : end.toEpochMilli()));
    }

    /** What was read to be compared is written when it is said to change. */
    private void moveEnd(GrantOriginEntity note, @Nullable Instant end) {
        em.unwrap(Session.class).setReadOnly(note, false);
        note.setExpiresAt(end);
    }

    private void forget(HeldMembership held) {
        held.notes().stream().filter(note -> origin.owns(note.getOrigin())).forEach(em::remove);
    }

    /**
     * The notes go with the membership: {@link AssociationRule} hears of it. They are let go of here, as the same may be
     * given again in this transaction, with a note of the same key.
     */
    private void leave(HeldMembership held, UserModel user) {
        held.notes().forEach(em::detach);
        GroupModel group = group(held.groupId());
        OrganizationModel organization = group.getOrganization();
        inOrganization(organization.getId(), same -> {
            if (held.isAssociation()) {
                organizations.removeMember(same, user);
            } else {
                user.leaveGroup(group);
            }
        });
    }

    private String groupOf(OrganizationTree tree, OrganizationModel organization, Grant grant) {
        return tree.grants().computeIfAbsent(grant, missing -> create(tree, organization, missing));
    }

    /** The group of a custom role or of a direct permission is made when it is first needed. */
    private String create(OrganizationTree tree, OrganizationModel organization, Grant grant) {
        String parent = tree.groupOf(grant.reference().object()).orElseThrow();
        String name = grant.reference().name();
        GroupModel group = organizations.createGroup(
                organization, grant.direct() ? GroupPlace.permissionGroup(name) : name, group(parent));
        group.setSingleAttribute(grant.direct() ? GroupPlace.PERMISSION_MARK : GroupPlace.ROLE_MARK, name);
        return group.getId();
    }

    private GroupModel group(String id) {
        return groups.computeIfAbsent(id, missing -> session.groups().getGroupById(realm, missing));
    }

    private void inOrganization(String id, Consumer<OrganizationModel> work) {
        OrganizationModel organization = entered.computeIfAbsent(id, missing -> organizations.getById(missing));
        if (organization == null) {
            throw new ModelException("the organization was removed meanwhile");
        }
        OrganizationContext.run(session, organization, () -> work.accept(organization));
    }
}
