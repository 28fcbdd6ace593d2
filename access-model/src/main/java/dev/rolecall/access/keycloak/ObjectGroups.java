package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.RoleType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The groups whose members hold something on an object: the role groups of the object and of what is above it. Three
 * statements, whatever the number of the customer's deployments.
 */
record ObjectGroups(Map<String, Grant> grants) {
    private static final String ORGANIZATIONS =
            "select o.alias as alias, o.groupId as root from OrganizationEntity o where o.realmId = :realm and o.alias in :aliases";

    /** Of the top-level groups only those that may be meant: a customer can have thousands of deployments. */
    private static final String TOP_LEVEL = """
            select g.id as id, g.name as name, g.parentId as parent, m.value as mark
            from GroupEntity g left join GroupAttributeEntity m on m.group = g and m.name = :mark
            where g.realm = :realm and g.parentId in :roots and g.type = 1
              and (g.name in :names or g.name like '+%' or m.value is not null)
            """;

    private static final String BELOW = """
            select g.id as id, g.name as name, m.value as mark
            from GroupEntity g left join GroupAttributeEntity m on m.group = g and m.name = :mark
            where g.realm = :realm and g.parentId = :parent and g.type = 1
            """;

    /** Nothing if there is no such object. */
    static Optional<ObjectGroups> read(EntityManager em, String realmId, AccessObject object) {
        Map<String, String> aliasOfRoot = roots(em, realmId, object);
        if (!aliasOfRoot.containsValue(object.organization())) {
            return Optional.empty();
        }
        List<Tuple> topLevel = Unambiguous.rows(
                em.createQuery(TOP_LEVEL, Tuple.class)
                        .setParameter("realm", realmId)
                        .setParameter("roots", aliasOfRoot.keySet())
                        .setParameter("names", names(object))
                        .setParameter("mark", GroupPlace.ROLE_MARK)
                        .getResultList(),
                row -> text(row, "id"));
        Map<String, Grant> grants = new HashMap<>();
        for (Tuple row : topLevel) {
            String alias = aliasOfRoot.getOrDefault(text(row, "parent"), "");
            GroupPlace.grant(alias, null, null, text(row, "name"), row.get("mark", String.class))
                    .ifPresent(grant -> grants.put(text(row, "id"), grant));
        }
        if (!(object instanceof AccessObject.Deployment deployment)) {
            return Optional.of(new ObjectGroups(grants));
        }
        return topLevel.stream()
                .filter(row -> isThat(deployment, aliasOfRoot.getOrDefault(text(row, "parent"), ""), row))
                .findFirst()
                .map(row -> {
                    addBelow(em, realmId, deployment, row, grants);
                    return new ObjectGroups(grants);
                });
    }

    Map<String, Grant> grants(Predicate<Grant> wanted) {
        Map<String, Grant> some = new HashMap<>(grants);
        some.values().removeIf(wanted.negate());
        return some;
    }

    /** Root group -> alias, of the system and of the object's organization. */
    private static Map<String, String> roots(EntityManager em, String realmId, AccessObject object) {
        Set<String> aliases = new HashSet<>(Arrays.asList(AccessObject.SYSTEM_ALIAS, object.organization()));
        Map<String, String> roots = new HashMap<>();
        for (Tuple row : em.createQuery(ORGANIZATIONS, Tuple.class)
                .setParameter("realm", realmId)
                .setParameter("aliases", aliases)
                .getResultList()) {
            if (aliases.contains(text(row, "alias"))) { // a database that ignores case finds more
                roots.put(text(row, "root"), text(row, "alias"));
            }
        }
        return roots;
    }

    private static List<String> names(AccessObject object) {
        List<String> names = new ArrayList<>(
                Arrays.stream(RoleType.values()).map(RoleType::name).toList());
        if (object instanceof AccessObject.Deployment deployment) {
            names.add(deployment.name());
        }
        return names;
    }

    private static boolean isThat(AccessObject.Deployment deployment, String alias, Tuple row) {
        return alias.equals(deployment.customer())
                && text(row, "name").equals(deployment.name())
                && GroupPlace.isDeployment(text(row, "name"), row.get("mark", String.class));
    }

    private static void addBelow(
            EntityManager em, String realmId, AccessObject.Deployment deployment, Tuple parent, Map<String, Grant> to) {
        List<Tuple> below = em.createQuery(BELOW, Tuple.class)
                .setParameter("realm", realmId)
                .setParameter("parent", text(parent, "id"))
                .setParameter("mark", GroupPlace.ROLE_MARK)
                .getResultList();
        for (Tuple row : Unambiguous.rows(below, each -> text(each, "id"))) {
            GroupPlace.grant(
                            deployment.customer(),
                            deployment.name(),
                            parent.get("mark", String.class),
                            text(row, "name"),
                            row.get("mark", String.class))
                    .ifPresent(grant -> to.put(text(row, "id"), grant));
        }
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
