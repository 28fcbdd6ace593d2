package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.GroupState;
import dev.rolecall.access.OrganizationState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Groups and organizations as they are stored, with all that decides what they mean. */
final class StoredStates {
    private static final String GROUPS = """
            select g.id as id, g.name as name, m.value as mark, o.alias as alias, o.groupId as root,
                   g.parentId as parent, p.name as parentName, pm.value as parentMark, p.parentId as grandparent
            from GroupEntity g
            join g.organization o
            left join GroupEntity p on p.id = g.parentId
            left join GroupAttributeEntity m on m.group = g and m.name = :mark
            left join GroupAttributeEntity pm on pm.group = p and pm.name = :mark
            where g.id in :groups and g.type = 1
            """;

    /** With the realm: parents alone are no index of Keycloak's. */
    private static final String CHILDREN =
            "select g.id from GroupEntity g where g.realm = :realm and g.parentId in :parents and g.type = 1";

    private static final String ORGANIZATIONS = """
            select o.id as id, o.alias as alias, o.name as name, o.enabled as enabled, k.value as kind
            from OrganizationEntity o
            left join GroupAttributeEntity k on k.group.id = o.groupId and k.name = :kind
            where o.realmId = :realm and (o.alias = :system or o.groupId in :groups)
            """;

    private static final String MARKED_AGAIN = """
            select g.name from GroupAttributeEntity a join a.group g
            where g.id in :groups and g.type = 1 and a.name in :marks
            group by g.id, g.name, a.name having count(a.id) > 1
            """;

    private static final int AT_ONCE = 500;

    private StoredStates() {}

    /** By id; a group that is not stored is left out. */
    static Map<String, GroupState> groups(EntityManager em, Collection<String> ids) {
        Map<String, GroupState> states = new HashMap<>();
        forEachPart(
                ids,
                part -> em.createQuery(GROUPS, Tuple.class)
                        .setParameter("groups", part)
                        .setParameter("mark", GroupPlace.ROLE_MARK)
                        .getResultList()
                        .forEach(row -> states.put(text(row, "id"), group(row))));
        return states;
    }

    /** The names of those of these groups that are marked several times as the group of a role or of a permission. */
    static Set<String> markedAgain(EntityManager em, Collection<String> ids) {
        Set<String> names = new HashSet<>();
        forEachPart(
                ids,
                part -> names.addAll(em.createQuery(MARKED_AGAIN, String.class)
                        .setParameter("groups", part)
                        .setParameter("marks", List.of(GroupPlace.ROLE_MARK, GroupPlace.PERMISSION_MARK))
                        .getResultList()));
        return names;
    }

    static Set<String> childrenOf(EntityManager em, String realmId, Collection<String> parents) {
        Set<String> children = new HashSet<>();
        forEachPart(
                parents,
                part -> children.addAll(em.createQuery(CHILDREN, String.class)
                        .setParameter("realm", realmId)
                        .setParameter("parents", part)
                        .getResultList()));
        return children;
    }

    /** The system object of a realm and the organizations of these root groups, by id. */
    static Map<String, OrganizationState> organizations(EntityManager em, String realmId, Collection<String> roots) {
        Map<String, OrganizationState> states = new HashMap<>();
        // a list that is never empty: the system object is asked for in any case
        forEachPart(
                roots.isEmpty() ? List.of("") : roots,
                part -> em.createQuery(ORGANIZATIONS, Tuple.class)
                        .setParameter("realm", realmId)
                        .setParameter("system", AccessObject.SYSTEM_ALIAS)
                        .setParameter("groups", part)
                        .setParameter("kind", GroupPlace.KIND_MARK)
                        .getResultList()
                        .forEach(row -> states.merge(text(row, "id"), organization(row), StoredStates::withBothKinds)));
        return states;
    }

    static void forEachPart(Collection<String> ids, Consumer<List<String>> work) {
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            work.accept(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
    }

    private static GroupState group(Tuple row) {
        String root = text(row, "root");
        return new GroupState(
                text(row, "alias"),
                level(row, root),
                text(row, "name"),
                row.get("mark", String.class),
                row.get("parent", String.class),
                row.get("parentName", String.class),
                row.get("parentMark", String.class));
    }

    private static GroupState.Level level(Tuple row, String root) {
        if (text(row, "id").equals(root)) {
            return GroupState.Level.ROOT;
        }
        if (root.equals(row.get("parent", String.class))) {
            return GroupState.Level.TOP;
        }
        return root.equals(row.get("grandparent", String.class)) ? GroupState.Level.SECOND : GroupState.Level.DEEPER;
    }

    private static OrganizationState organization(Tuple row) {
        @Nullable String kind = row.get("kind", String.class);
        return new OrganizationState(
                text(row, "alias"),
                text(row, "name"),
                row.get("enabled", Boolean.class),
                kind == null ? Set.of() : Set.of(kind));
    }

    /** An attribute with several values comes in several rows. */
    private static OrganizationState withBothKinds(OrganizationState one, OrganizationState other) {
        Set<String> kinds = new HashSet<>(one.kinds());
        kinds.addAll(other.kinds());
        return new OrganizationState(one.alias(), one.name(), one.enabled(), kinds);
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
