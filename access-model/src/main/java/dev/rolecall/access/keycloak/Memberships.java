package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.OrganizationContext;
import dev.rolecall.access.Origin;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
 * Writes what plans say, those of many people together: first the rows, then the events of {@code UserAdapter.joinGroup}
 * and {@code leaveGroup} are fired for them, person by person: the organization cache and workflows listen. What ends with
 * an association goes through Keycloak's own calls, one by one: it is rare, and they know every cache.
 */
final class Memberships {
    private static final String GROUPS_BESIDE_ROOT = """
            select g.id from UserGroupMembershipEntity m join GroupEntity g on g.id = m.groupId
            where m.user.id = :user and g.organization.id = :organization and g.type = 1 and g.id <> :root
            """;

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

    /** What is to be written of one person. */
    record Written(JpaGrantPlan plan, UserModel user) {}

    /** @param people whose rows are flushed */
    void write(List<Written> people) {
        Vetted.run(session, () -> {
            people.forEach(person -> person.plan().lapsed.forEach(held -> leave(held, person.user())));
            Writing writing = new Writing();
            people.forEach(writing::add);
            writing.finish();
        });
    }

    /** Not in bulk: another query of this transaction may have put the note into memory. */
    private void moveEnd(GrantOriginEntity note, @Nullable Instant end) {
        GrantOriginEntity stored = em.find(GrantOriginEntity.class, note.getKey());
        if (stored == null) {
            throw new ModelException("somebody else took away the grant meanwhile");
        }
        stored.setExpiresAt(end);
    }

    /** The notes go with the membership: {@link AssociationRule} hears of it. */
    private void leave(HeldMembership held, UserModel user) {
        GroupModel group = group(held.groupId());
        inOrganization(group.getOrganization().getId(), organization -> {
            if (held.isAssociation()) {
                endAssociation(organization, group, user);
            } else {
                user.leaveGroup(group);
            }
        });
    }

    /**
     * As {@code OrganizationProvider.removeMember} ends one that it does not manage, and without its look at the person:
     * whom no cache has, that asks the person's directory about, and if it has nobody the account is removed in another
     * transaction, which waits for the locks of this one for ever.
     */
    private void endAssociation(OrganizationModel organization, GroupModel root, UserModel user) {
        em.createQuery(GROUPS_BESIDE_ROOT, String.class)
                .setParameter("user", user.getId())
                .setParameter("organization", organization.getId())
                .setParameter("root", root.getId())
                .getResultList()
                .forEach(id -> user.leaveGroup(group(id)));
        user.leaveGroup(root);
        OrganizationModel.OrganizationMemberLeaveEvent.fire(organization, user, session);
        MembershipCaches.changed(session, realm, organization, user);
    }

    /** Rows of one kind after the other, and then what is to be told about them. */
    private final class Writing {
        private final BulkRows rows = new BulkRows(em);
        private final List<UserGroupMembershipEntity> joined = new ArrayList<>();
        private final List<UserGroupMembershipEntity> left = new ArrayList<>();
        private final List<GrantOriginEntity> noted = new ArrayList<>();
        private final Set<GrantOriginEntity> forgotten = new LinkedHashSet<>(); // of what ends some are expired too
        private final List<Runnable> told = new ArrayList<>();
        private final Map<String, UserEntity> references = new HashMap<>();

        void add(Written person) {
            JpaGrantPlan plan = person.plan();
            UserModel user = person.user();
            plan.associate.forEach(tree -> associate(tree, person));
            plan.join.forEach(wanted -> inOrganization(wanted.organization().id(), organization -> {
                GroupModel group = group(groupOf(wanted.organization(), organization, wanted.grant()));
                join(user, group);
                note(user, group.getId(), origin, plan.end);
                tell(organization.getId(), same -> GroupModel.GroupMemberJoinEvent.fire(group, user, session));
            }));
            plan.note.forEach(held -> noteBeside(held, user, plan.end));
            plan.moveEnd.forEach(note -> moveEnd(note, plan.end));
            forgotten.addAll(plan.expired);
            plan.forget.forEach(this::forget);
            plan.leave.forEach(held -> {
                if (plan.leave.stream().anyMatch(other -> other.isAssociationOf(held))) {
                    told.add(() -> leave(held, user));
                } else {
                    end(held, user);
                }
            });
        }

        void finish() {
            rows.delete(List.copyOf(forgotten));
            rows.delete(left);
            rows.insert(joined);
            rows.insert(noted);
            told.forEach(Runnable::run);
        }

        /** What {@code OrganizationProvider.addMember} would write and tell, with everybody else's. */
        private void associate(OrganizationTree tree, Written person) {
            UserModel user = person.user();
            GroupModel group = group(tree.rootId());
            join(user, group);
            tell(tree.id(), organization -> {
                GroupModel.GroupMemberJoinEvent.fire(group, user, session);
                OrganizationModel.OrganizationMemberJoinEvent.fire(organization, user, session);
                MembershipCaches.changed(session, realm, organization, user);
            });
            note(user, tree.rootId(), origin, person.plan().end);
        }

        private void join(UserModel user, GroupModel group) {
            UserGroupMembershipEntity membership = membership(user, group.getId());
            membership.setMembershipType(MembershipType.UNMANAGED);
            joined.add(membership);
        }

        /** A membership without a note was given by hand; that is written down before ours joins it. */
        private void noteBeside(HeldMembership held, UserModel user, @Nullable Instant end) {
            if (held.notes().isEmpty()) {
                note(user, held.groupId(), new Origin(Origin.Kind.CONSOLE, null), null);
            }
            note(user, held.groupId(), origin, end);
        }

        private void note(UserModel user, String groupId, Origin from, @Nullable Instant end) {
            noted.add(new GrantOriginEntity(
                    realm.getId(), user.getId(), groupId, from, now, end == null ? null : end.toEpochMilli()));
        }

        private void forget(HeldMembership held) {
            held.notes().stream().filter(note -> origin.owns(note.getOrigin())).forEach(forgotten::add);
        }

        private void end(HeldMembership held, UserModel user) {
            GroupModel group = group(held.groupId());
            forgotten.addAll(held.notes());
            left.add(membership(user, held.groupId()));
            tell(
                    group.getOrganization().getId(),
                    same -> Vetted.ended(
                            session, user, group, () -> GroupModel.GroupMemberLeaveEvent.fire(group, user, session)));
        }

        private void tell(String organization, Consumer<OrganizationModel> event) {
            told.add(() -> inOrganization(organization, event));
        }

        private UserGroupMembershipEntity membership(UserModel user, String groupId) {
            UserGroupMembershipEntity membership = new UserGroupMembershipEntity();
            membership.setUser(references.computeIfAbsent(user.getId(), Writing::reference));
            membership.setGroupId(groupId);
            return membership;
        }

        /** Nothing but its id is written or looked at. */
        private static UserEntity reference(String userId) {
            UserEntity reference = new UserEntity();
            reference.setId(userId);
            return reference;
        }
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
