package dev.rolecall.people;

import dev.rolecall.access.keycloak.BulkRows;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.jpa.entities.UserGroupMembershipEntity;
import org.keycloak.models.jpa.entities.UserRequiredActionEntity;
import org.keycloak.models.jpa.entities.UserRoleMappingEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.MembershipType;

/**
 * Writes people as entities, to be flushed together, and then {@linkplain #finish the rest}. A new person gets what {@code UserProvider.addUser} gives: the
 * realm's default role, default groups and default required actions, and the events of the first two.
 */
final class PersonWriter {
    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final @Nullable RoleModel defaultRole;
    private final List<GroupModel> defaultGroups;
    private final List<String> defaultActions;
    private final List<UserRoleMappingEntity> roles = new ArrayList<>();
    private final List<UserGroupMembershipEntity> memberships = new ArrayList<>();
    private final long now = Time.currentTimeMillis();

    PersonWriter(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.defaultRole = realm.getDefaultRole();
        this.defaultGroups = realm.getDefaultGroupsStream().toList();
        this.defaultActions = realm.getRequiredActionProvidersStream()
                .filter(RequiredActionProviderModel::isEnabled)
                .filter(RequiredActionProviderModel::isDefaultAction)
                .map(RequiredActionProviderModel::getAlias)
                .toList();
    }

    UserEntity create(String id, PersonState state) {
        UserEntity user = new UserEntity();
        user.setId(id);
        user.setRealmId(realm.getId());
        user.setCreatedTimestamp(now);
        setFields(user, state);
        em.persist(user);
        state.attributes().forEach((name, values) -> values.forEach(value -> addAttribute(user, name, value)));
        giveDefaults(user);
        return user;
    }

    void update(UserEntity user, PersonState before, PersonState after) {
        setFields(user, after);
        if (!Objects.equals(before.email(), after.email())) {
            user.setEmailVerified(false);
        }
        for (String name : before.attributesDifferentFrom(after)) {
            replaceAttribute(user, name, after.attributes().getOrDefault(name, List.of()));
        }
    }

    /** The person's grants or password changed; nothing in Keycloak does this for us. */
    void touch(UserEntity user) {
        user.setLastModifiedTimestamp(now);
    }

    /** To be called when all of the new person is written, as listeners may ask the database. */
    void announceDefaults(UserModel user) {
        Optional.ofNullable(defaultRole).ifPresent(role -> RoleModel.RoleGrantedEvent.fire(role, user, session));
        defaultGroups.forEach(group -> GroupModel.GroupMemberJoinEvent.fire(group, user, session));
    }

    private void setFields(UserEntity user, PersonState state) {
        user.setUsername(state.username());
        if (!Objects.equals(user.getEmail(), state.email())) {
            user.setEmail(state.email(), realm.isDuplicateEmailsAllowed());
        }
        user.setFirstName(state.firstName());
        user.setLastName(state.lastName());
        user.setEnabled(state.enabled());
        touch(user);
    }

    private void replaceAttribute(UserEntity user, String name, List<String> values) {
        List<UserAttributeEntity> old = user.getAttributes().stream()
                .filter(a -> a.getName().equals(name))
                .toList();
        // Rows that are there already take new values, so that a changed attribute is one UPDATE.
        for (int i = 0; i < old.size(); i++) {
            if (i < values.size()) {
                old.get(i).setValue(values.get(i));
            } else {
                em.remove(old.get(i));
            }
        }
        if (old.size() > values.size()) {
            user.getAttributes().removeAll(Set.copyOf(old.subList(values.size(), old.size())));
        }
        for (int i = old.size(); i < values.size(); i++) {
            addAttribute(user, name, values.get(i));
        }
    }

    private void addAttribute(UserEntity user, String name, String value) {
        UserAttributeEntity attribute = new UserAttributeEntity();
        attribute.setId(KeycloakModelUtils.generateId());
        attribute.setUser(user);
        attribute.setName(name);
        attribute.setValue(value);
        em.persist(attribute);
        user.getAttributes().add(attribute);
    }

    private void giveDefaults(UserEntity user) {
        if (defaultRole != null) {
            UserRoleMappingEntity mapping = new UserRoleMappingEntity();
            mapping.setUser(user);
            mapping.setRoleId(defaultRole.getId());
            roles.add(mapping);
        }
        for (GroupModel group : defaultGroups) {
            UserGroupMembershipEntity membership = new UserGroupMembershipEntity();
            membership.setUser(user);
            membership.setGroupId(group.getId());
            membership.setMembershipType(MembershipType.UNMANAGED);
            memberships.add(membership);
        }
        for (String alias : defaultActions) {
            UserRequiredActionEntity action = new UserRequiredActionEntity();
            action.setUser(user);
            action.setAction(alias);
            em.persist(action);
            user.getRequiredActions().add(action);
        }
    }

    /** Writes what new people get by default; to be called when they are flushed. */
    void finish() {
        BulkRows rows = new BulkRows(em);
        rows.insert(roles);
        rows.insert(memberships);
    }
}
