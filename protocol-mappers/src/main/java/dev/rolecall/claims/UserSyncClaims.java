package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A person as single claims, for providers that know no payload. What no claim is named for is left alone; a claim that
 * is named and not there means none.
 *
 * @param fields     row field to claim
 * @param attributes user attribute to claim
 */
record UserSyncClaims(Map<String, UserSyncClaim> fields, Map<String, UserSyncClaim> attributes) {
    private static final Set<String> LISTS = Set.of("customers", "roles", "permissions");

    /** Nobody is without one, so a token that does not say it keeps it. */
    private static final String USERNAME = "username";

    UserSyncClaims {
        fields = Map.copyOf(fields);
        attributes = Map.copyOf(attributes);
    }

    boolean isEmpty() {
        return fields.isEmpty() && attributes.isEmpty();
    }

    ObjectNode row(String usercode, Function<UserSyncClaim, Optional<JsonNode>> token) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("usercode", usercode);
        new TreeMap<>(fields).forEach((field, claim) -> {
            Optional<JsonNode> value = token.apply(claim);
            if (value.isPresent()) {
                row.set(field, LISTS.contains(field) ? list(value.get()) : value.get());
            } else if (LISTS.contains(field)) {
                row.putArray(field);
            } else if (!field.equals(USERNAME)) {
                row.putNull(field);
            }
        });
        if (!attributes.isEmpty()) {
            ObjectNode values = row.putObject("attributes");
            new TreeMap<>(attributes)
                    .forEach((name, claim) -> values.set(
                            name,
                            token.apply(claim)
                                    .map(UserSyncClaims::list)
                                    .orElseGet(JsonNodeFactory.instance::nullNode)));
        }
        return row;
    }

    /** Many providers write a list of one as a plain string. */
    private static JsonNode list(JsonNode value) {
        return value.isTextual() ? JsonNodeFactory.instance.arrayNode().add(value) : value;
    }
}
