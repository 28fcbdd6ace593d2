package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GroupPlace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one organization, read in two statements for many of them: which group carries which grant.
 *
 * @param rootId      membership in this group is the association
 * @param deployments name -> group id
 * @param grants      grant -> id of the group that carries it
 */
record OrganizationTree(
        String id, String alias, String rootId, Map<String, String> deployments, Map<Grant, String> grants) {

    private static final String ORGANIZATIONS =
            "select o.id as id, o.alias as alias, o.groupId as root from OrganizationEntity o where o.realmId = :realm and o.alias in :aliases";

    private static final String GROUPS = """
            select g.organization.id as organization, g.id as id, g.name as name, g.parentId as parent, m.value as mark
            from GroupEntity g left join GroupAttributeEntity m on m.group = g and m.name = :mark
            where g.organization.id in :organizations and g.type = 1
            """;

    static Optional<OrganizationTree> read(EntityManager em, String realmId, String alias) {
        return Optional.ofNullable(read(em, realmId, Set.of(alias)).get(alias));
    }

    /** By alias; those that there are. At most some hundred at once. */
    static Map<String, OrganizationTree> read(EntityManager em, String realmId, Collection<String> aliases) {
        Map<String, OrganizationTree> byId = em.createQuery(ORGANIZATIONS, Tuple.class)
                .setParameter("realm", realmId)
                .setParameter("aliases", aliases)
                .getResultStream()
                // a database that ignores case would find the system for SYSTEM, which no ceiling knows
                .filter(row -> aliases.contains(row.get("alias", String.class)))
                .map(OrganizationTree::empty)
                .collect(Collectors.toMap(OrganizationTree::id, Function.identity()));
        if (!byId.isEmpty()) {
            readGroups(em, byId);
        }
        return byId.values().stream().collect(Collectors.toMap(OrganizationTree::alias, Function.identity()));
    }

    private static OrganizationTree empty(Tuple row) {
        return new OrganizationTree(
                row.get("id", String.class),
                row.get("alias", String.class),
                row.get("root", String.class),
                new HashMap<>(),
                new HashMap<>());
    }

    private static void readGroups(EntityManager em, Map<String, OrganizationTree> byId) {
        Map<String, List<Tuple>> rows = em.createQuery(GROUPS, Tuple.class)
                .setParameter("organizations", byId.keySet())
                .setParameter("mark", GroupPlace.ROLE_MARK)
                .getResultStream()
                .collect(Collectors.groupingBy(row -> row.get("organization", String.class)));
        byId.forEach((id, tree) -> tree.addGroups(rows.getOrDefault(id, List.of())));
    }

    private void addGroups(List<Tuple> rows) {
        List<Group> groups = Unambiguous.rows(rows, row -> row.get("id", String.class)).stream()
                .map(Group::of)
                .toList();
        groups.stream().filter(group -> group.isChildOf(rootId)).forEach(this::addTopLevel);
        Map<String, Group> deploymentsById = new HashMap<>();
        groups.stream()
                .filter(group -> deployments.containsValue(group.id()))
                .forEach(group -> deploymentsById.put(group.id(), group));
        groups.forEach(group -> addBelow(deploymentsById.get(group.parent()), group));
    }

    /** The group in which an object's role groups are. */
    Optional<String> groupOf(AccessObject object) {
        return object instanceof AccessObject.Deployment deployment
                ? Optional.ofNullable(deployments.get(deployment.name()))
                : Optional.of(rootId);
    }

    private void addTopLevel(Group group) {
        if (GroupPlace.isDeployment(group.name(), group.mark())) {
            deployments.put(group.name(), group.id());
        } else {
            GroupPlace.grant(alias, null, null, group.name(), group.mark())
                    .ifPresent(grant -> grants.put(grant, group.id()));
        }
    }

    private void addBelow(@Nullable Group deployment, Group group) {
        if (deployment != null) {
            GroupPlace.grant(alias, deployment.name(), deployment.mark(), group.name(), group.mark())
                    .ifPresent(grant -> grants.put(grant, group.id()));
        }
    }

    /** The organization says which it is; what is known of its groups grows, and is much to compare. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrganizationTree tree && id.equals(tree.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    private record Group(
            String id,
            String name,
            @Nullable String parent,
            @Nullable String mark) {
        static Group of(Tuple row) {
            return new Group(
                    row.get("id", String.class),
                    row.get("name", String.class),
                    row.get("parent", String.class),
                    row.get("mark", String.class));
        }

        boolean isChildOf(String groupId) {
            return groupId.equals(parent);
        }
    }
}
