package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What makes roles of the directory's groups. */
enum LdapWay {
    NONE("no group mapper"),
    ROLE("role-ldap-mapper READ_ONLY"),
    GROUP("group-ldap-mapper READ_ONLY"),
    GROUP_IMPORT("group-ldap-mapper IMPORT"),
    MEMBER("Rolecall, MEMBER"),
    MEMBEROF("Rolecall, MEMBEROF");

    private final String label;

    LdapWay(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean isOurs() {
        return this == MEMBER || this == MEMBEROF;
    }

    boolean isStock() {
        return !isOurs() && this != NONE;
    }

    String realm(LdapStep step) {
        return "ldap-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-"
                + step.name().toLowerCase(Locale.ROOT);
    }

    /** The mapper of the LDAP provider: its id and its settings. */
    Optional<Mapper> mapper() {
        return switch (this) {
            case NONE -> Optional.empty();
            case ROLE ->
                Optional.of(stock(
                        "role-ldap-mapper",
                        "READ_ONLY",
                        "LOAD_ROLES_BY_MEMBER_ATTRIBUTE",
                        Map.of(
                                "roles.dn", LdapData.GROUPS,
                                "role.name.ldap.attribute", "cn",
                                "role.object.classes", "groupOfNames",
                                "use.realm.roles.mapping", "true")));
            case GROUP -> Optional.of(groupMapper("READ_ONLY"));
            case GROUP_IMPORT -> Optional.of(groupMapper("IMPORT"));
            case MEMBER, MEMBEROF -> Optional.of(new Mapper("rolecall-ldap-group-mapper", ours()));
        };
    }

    /** @param id of the kind of mapper */
    record Mapper(String id, Map<String, List<String>> config) {
        Mapper {
            config = Map.copyOf(config);
        }
    }

    private Map<String, List<String>> ours() {
        return Map.of(
                "groupBases", List.of(LdapData.GROUPS),
                "strategy", List.of(name()),
                "rules", LdapData.rules());
    }

    private static Mapper groupMapper(String mode) {
        return stock(
                "group-ldap-mapper",
                mode,
                "LOAD_GROUPS_BY_MEMBER_ATTRIBUTE",
                Map.of(
                        "groups.dn", LdapData.GROUPS,
                        "groups.path", "/",
                        "group.name.ldap.attribute", "cn",
                        "group.object.classes", "groupOfNames",
                        "preserve.group.inheritance", "false",
                        "ignore.missing.groups", "false",
                        "drop.non.existing.groups.during.sync", "false"));
    }

    private static Mapper stock(String id, String mode, String strategy, Map<String, String> settings) {
        Map<String, List<String>> config = new HashMap<>();
        config.put("mode", List.of(mode));
        config.put("membership.ldap.attribute", List.of("member"));
        config.put("membership.attribute.type", List.of("DN"));
        config.put("membership.user.ldap.attribute", List.of("uid"));
        config.put("user.roles.retrieve.strategy", List.of(strategy));
        settings.forEach((key, value) -> config.put(key, List.of(value)));
        return new Mapper(id, config);
    }

    /** How many of the groups of a person the claims of a token show. */
    int shown(JsonNode claims, LdapData data) {
        return switch (this) {
            case NONE -> 0;
            case ROLE -> groups(claims.at("/realm_access/roles"), data);
            case GROUP, GROUP_IMPORT -> groups(claims.path("groups"), data);
            case MEMBER, MEMBEROF -> {
                int deployments = 0;
                for (JsonNode customer : claims.at("/access/customers")) {
                    deployments += customer.path("deployments").size();
                }
                yield deployments;
            }
        };
    }

    private static int groups(JsonNode names, LdapData data) {
        int groups = 0;
        for (JsonNode name : names) {
            groups += data.isGroup(name.asText()) ? 1 : 0;
        }
        return groups;
    }
}
