package dev.rolecall.access.keycloak;

import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import dev.rolecall.access.AdoptionStep.What;
import dev.rolecall.access.GroupGaps;
import dev.rolecall.access.GroupGaps.MissingRole;
import dev.rolecall.access.GroupGaps.StoredGroup;
import dev.rolecall.access.GroupGaps.Unmarked;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.jpa.entities.GroupAttributeEntity;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.OrganizationEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Completes organizations that were there before the realm opted in. Groups are written as rows, many in a batch: one
 * at a time through Keycloak's model a customer with ten deployments takes 142 ms, and a realm may have ten thousand.
 * So no {@code GroupCreatedEvent} is fired for them; Keycloak's own listeners have no use for it.
 */
final class OrganizationAdoption {
    private static final String GROUPS = """
            select o.id as organization, o.alias as alias, o.groupId as root, g.id as id, g.name as name,
                   g.parentId as parent, r.value as mark, k.value as kind
            from OrganizationEntity o join GroupEntity g on g.organization = o
            left join GroupAttributeEntity r on r.group = g and r.name = :mark
            left join GroupAttributeEntity k on k.group = g and k.name = :kind
            where o.realmId = :realm and o.id in :ids and g.type = 1
            order by g.id, r.id, k.id
            """;

    /** Ids in one statement: databases have a limit. */
    private static final int AT_ONCE = 500;

    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final Findings queries;

    OrganizationAdoption(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
        this.queries = new Findings(em, realm.getId());
    }

    /** Each query looks at all organizations at once; ids in one order, so that a repeated call goes on. */
    List<String> incomplete() {
        TreeSet<String> ids = new TreeSet<>();
        for (RoleType type : RoleType.values()) {
            ids.addAll(ids(
                    "select o.id as id from OrganizationEntity o where o.realmId = :realm and "
                            + (type.existsOn(RoleScope.CUSTOMER) ? "" : "o.alias = 'system' and ")
                            + Trees.lacks("o.groupId"),
                    Map.of("type", type.name())));
            if (type.existsOn(RoleScope.DEPLOYMENT)) {
                ids.addAll(ids(
                        "select distinct o.id as id " + Trees.DEPLOYMENTS + " and " + Trees.lacks("d.id"),
                        Trees.parameters("type", type.name())));
            }
        }
        ids.addAll(ids(
                "select distinct o.id as id " + Trees.DEPLOYMENTS + " and " + Trees.lacksMark("d", "kind"),
                Trees.parameters("kind", GroupPlace.KIND_MARK, "value", GroupPlace.DEPLOYMENT_KIND)));
        ids.addAll(ids(
                "select distinct o.id as id " + Trees.ROLE_GROUPS
                        + " and g.name in :types and (g.name <> 'SUPER' or o.alias = 'system') and not exists"
                        + " (select 1 from GroupAttributeEntity x where x.group = g and x.name = :mark"
                        + " and x.value = g.name)",
                Trees.parameters()));
        return List.copyOf(ids);
    }

    private List<String> ids(String query, Map<String, Object> parameters) {
        return queries.rows(query, parameters, Integer.MAX_VALUE).stream()
                .map(row -> row.get("id", String.class))
                .toList();
    }

    List<AdoptionStep> complete(List<String> ids, boolean dryRun) {
        Map<String, Organization> organizations = read(ids);
        Map<String, GroupGaps> gaps = new LinkedHashMap<>();
        organizations.forEach((id, organization) -> {
            GroupGaps lacking = GroupGaps.of(
                    organization.alias(),
                    organization.rootId(),
                    organization.groups().values());
            if (!lacking.isEmpty()) {
                gaps.put(id, lacking);
            }
        });
        if (!dryRun) {
            fill(gaps);
        }
        List<AdoptionStep> steps = new ArrayList<>();
        gaps.forEach((id, lacking) -> steps.add(step(organizations.get(id), lacking)));
        return steps;
    }

    private static AdoptionStep step(@Nullable Organization organization, GroupGaps lacking) {
        return new AdoptionStep(
                What.ROLE_GROUPS,
                Trees.where(Objects.requireNonNull(organization).alias()),
                lacking.missing().isEmpty() ? State.CHANGED : State.ADDED,
                lacking.missing().size() + " groups, " + lacking.unmarked().size() + " marks");
    }

    /** An attribute with several values makes several rows of a group; the first one counts. */
    private Map<String, Organization> read(List<String> ids) {
        Map<String, Organization> organizations = new LinkedHashMap<>();
        for (Tuple row : queries.rows(
                GROUPS,
                Map.of("ids", ids, "mark", GroupPlace.ROLE_MARK, "kind", GroupPlace.KIND_MARK),
                Integer.MAX_VALUE)) {
            String group = row.get("id", String.class);
            organizations
                    .computeIfAbsent(
                            row.get("organization", String.class),
                            id -> new Organization(
                                    row.get("alias", String.class),
                                    row.get("root", String.class),
                                    new LinkedHashMap<>()))
                    .groups()
                    .putIfAbsent(
                            group,
                            new StoredGroup(
                                    group,
                                    row.get("name", String.class),
                                    row.get("parent", String.class),
                                    row.get("mark", String.class),
                                    row.get("kind", String.class)));
        }
        return organizations;
    }

    /** Statements that delete come first: each of them makes Hibernate look through everything it is to write. */
    private void fill(Map<String, GroupGaps> gaps) {
        List<Unmarked> unmarked =
                gaps.values().stream().flatMap(g -> g.unmarked().stream()).toList();
        removeMarks(unmarked);
        Set<String> changed = new LinkedHashSet<>();
        for (Unmarked group : unmarked) {
            mark(em.getReference(GroupEntity.class, group.groupId()), group.attribute(), group.value());
            changed.add(group.groupId());
        }
        gaps.forEach((id, lacking) -> {
            OrganizationEntity organization = em.getReference(OrganizationEntity.class, id);
            for (MissingRole role : lacking.missing()) {
                String name = role.type().name();
                mark(create(organization, role.parentId(), name), GroupPlace.ROLE_MARK, name);
                changed.add(role.parentId());
            }
        });
        changed.forEach(this::evict);
    }

    private void removeMarks(List<Unmarked> unmarked) {
        Map<String, List<String>> groups = new HashMap<>();
        unmarked.forEach(group -> groups.computeIfAbsent(group.attribute(), name -> new ArrayList<>())
                .add(group.groupId()));
        groups.forEach((name, ids) -> {
            for (int first = 0; first < ids.size(); first += AT_ONCE) {
                em.createQuery("delete from GroupAttributeEntity a where a.name = :name and a.group.id in :groups")
                        .setParameter("name", name)
                        .setParameter("groups", ids.subList(first, Math.min(first + AT_ONCE, ids.size())))
                        .executeUpdate();
            }
        });
    }

    private GroupEntity create(OrganizationEntity organization, String parentId, String name) {
        GroupEntity group = new GroupEntity();
        group.setId(KeycloakModelUtils.generateId());
        group.setName(name);
        group.setRealm(realm.getId());
        group.setParentId(parentId);
        group.setType(GroupModel.Type.ORGANIZATION.intValue());
        group.setOrganization(organization);
        long now = Time.currentTimeMillis();
        group.setCreatedTimestamp(now);
        group.setLastModifiedTimestamp(now);
        em.persist(group);
        return group;
    }

    private void mark(GroupEntity group, String name, String value) {
        GroupAttributeEntity attribute = new GroupAttributeEntity();
        attribute.setId(KeycloakModelUtils.generateId());
        attribute.setGroup(group);
        attribute.setName(name);
        attribute.setValue(value);
        em.persist(attribute);
    }

    /** Keycloak keeps a group with the ids of the groups right below it, and with its attributes, on every node. */
    private void evict(String groupId) {
        CacheRealmProvider cache = session.getProvider(CacheRealmProvider.class);
        if (cache != null) {
            cache.registerGroupInvalidation(groupId);
        }
    }

    private record Organization(String alias, String rootId, Map<String, StoredGroup> groups) {}
}
