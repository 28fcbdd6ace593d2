package dev.rolecall.access.keycloak;

import dev.rolecall.access.GroupPlace;
import dev.rolecall.access.RoleType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parts of queries over the groups of all organizations of a realm: the places of {@link
 * dev.rolecall.access.GroupPlace}, as the database can tell them. {@code o} is the organization, {@code d} a
 * deployment, {@code g} a group at the place of a role group and {@code p} what it is in.
 */
final class Trees {
    /** Expects the parameter {@code kind}; null where there is none. */
    static final String KIND_OF_ORGANIZATION =
            "(select max(k.value) from GroupAttributeEntity k where k.group.id = o.groupId and k.name = :kind) as kind";

    /** Expects the parameters {@code types} and {@code mark}. */
    static final String DEPLOYMENTS =
            "from GroupEntity d join d.organization o where d.type = 1 and o.realmId = :realm and o.alias <> 'system'"
                    + " and d.parentId = o.groupId and " + isDeployment("d");

    static final String ROLE_GROUPS_JOINED =
            "from GroupEntity g join g.organization o join GroupEntity p on p.id = g.parentId";

    /** Expects the parameters {@code types} and {@code mark}. */
    static final String ROLE_GROUPS_WHERE = " where g.type = 1 and o.realmId = :realm"
            + " and (p.id = o.groupId or (p.parentId = o.groupId and o.alias <> 'system' and " + isDeployment("p")
            + "))";

    /** Expects the parameters {@code types} and {@code mark}. */
    static final String ROLE_GROUPS = ROLE_GROUPS_JOINED + ROLE_GROUPS_WHERE;

    /** The name of the deployment a role group is in, or null where it is in the organization's root. */
    static final String PARENT = "case when p.id = o.groupId then null else p.name end as parent";

    private static final List<String> TYPES =
            Arrays.stream(RoleType.values()).map(Enum::name).toList();

    private Trees() {}

    /** {@code types} and {@code mark}, and these names and values by turns. */
    static Map<String, Object> parameters(String... others) {
        Map<String, Object> parameters = new HashMap<>(Map.of("types", TYPES, "mark", GroupPlace.ROLE_MARK));
        for (int i = 0; i < others.length; i += 2) {
            parameters.put(others[i], others[i + 1]);
        }
        return parameters;
    }

    /** Expects the parameters {@code types} and {@code mark}. */
    static String isDeployment(String group) {
        return "%1$s.name not in :types and %1$s.name not like '+%%' and not exists (select 1 from GroupAttributeEntity y"
                        .formatted(group)
                + " where y.group = " + group + " and y.name = :mark and y.value like '_%.%')";
    }

    /** Whether a group has no child of the name in the parameter {@code type}. */
    static String lacks(String groupId) {
        return "not exists (select 1 from GroupEntity c where c.realm = :realm and c.parentId = " + groupId
                + " and c.name = :type)";
    }

    /** Whether a group lacks the attribute in a parameter, with the value in the parameter {@code value}. */
    static String lacksMark(String group, String attribute) {
        return "not exists (select 1 from GroupAttributeEntity x where x.group = " + group + " and x.name = :"
                + attribute + " and x.value = :value)";
    }

    /** A path of names, as findings and steps of adoption name a group. */
    static String where(String alias, @Nullable String... names) {
        String path = Arrays.stream(names).filter(Objects::nonNull).collect(Collectors.joining("/"));
        return Stream.of("organizations/" + alias, path)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/groups/"));
    }
}
