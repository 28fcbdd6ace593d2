package dev.rolecall.access.keycloak;

import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.RealmCacheSession;
import org.keycloak.models.jpa.GroupAdapter;
import org.keycloak.models.jpa.entities.GroupAttributeEntity;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Writes the default role groups of a customer or a deployment as entities, which are flushed together at the commit:
 * by {@code OrganizationProvider.createGroup} each is flushed, read again, marked in a second statement and taken out of
 * the cache by itself, four times the work of all the rest of a new customer. What Keycloak fires for a new group is
 * fired here too. The session must be in the organization.
 */
final class RoleGroupWriter {
    private static final String CHILDREN = """
            select g.id as id, g.name as name, m.value as mark
            from GroupEntity g left join GroupAttributeEntity m on m.group = g and m.name = :mark
            where g.realm = :realm and g.parentId = :parent and g.type = 1
            """;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final long now = Time.currentTimeMillis();

    RoleGroupWriter(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** What is there already stays, and gets its mark where that is missing. */
    void addMissing(OrganizationModel organization, GroupModel parent, RoleScope scope) {
        Map<String, Tuple> children = children(parent);
        boolean added = false;
        for (RoleType type : RoleType.values()) {
            if (type.existsOn(scope)) {
                Tuple child = children.get(type.name());
                if (child == null) {
                    add(organization, parent, type);
                    added = true;
                } else if (!Objects.equals(child.get("mark", String.class), type.name())) {
                    mark(child.get("id", String.class), type);
                }
            }
        }
        if (added && session.getProvider(CacheRealmProvider.class) instanceof RealmCacheSession cache) {
            cache.registerInvalidation(
                    parent.getId()); // a parent that is older than this transaction knows its children
        }
    }

    private Map<String, Tuple> children(GroupModel parent) {
        Map<String, Tuple> byName = new HashMap<>();
        for (Tuple child : em.createQuery(CHILDREN, Tuple.class)
                .setParameter("realm", realm.getId())
                .setParameter("parent", parent.getId())
                .setParameter("mark", GroupPlace.ROLE_MARK)
                .getResultList()) {
            byName.put(child.get("name", String.class), child);
        }
        return byName;
    }

    private void add(OrganizationModel organization, GroupModel parent, RoleType type) {
        GroupEntity group = new GroupEntity();
        group.setId(KeycloakModelUtils.generateId());
        group.setName(type.name());
        group.setRealm(realm.getId());
        group.setParentId(parent.getId());
        group.setType(GroupModel.Type.ORGANIZATION.intValue());
        group.setOrganization(em.getReference(OrganizationEntity.class, organization.getId()));
        group.setCreatedTimestamp(now);
        group.setLastModifiedTimestamp(now);
        em.persist(group);
        GroupAttributeEntity mark = new GroupAttributeEntity();
        mark.setId(KeycloakModelUtils.generateId());
        mark.setGroup(group);
        mark.setName(GroupPlace.ROLE_MARK);
        mark.setValue(type.name());
        em.persist(mark);
        group.getAttributes().add(mark);
        GroupModel.GroupCreatedEvent.fire(new GroupAdapter(session, realm, em, group), session);
    }

    private void mark(String groupId, RoleType type) {
        @Nullable GroupModel group = session.groups().getGroupById(realm, groupId);
        if (group != null) {
            group.setSingleAttribute(GroupPlace.ROLE_MARK, type.name());
        }
    }
}
