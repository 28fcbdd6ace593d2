package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The shipped realm {@code cloud}, made ready to be measured: the same settings as the stock side is measured with, a
 * client for each {@link TokenVariant}; and beside it a realm that did not opt in.
 */
record BenchmarkRealm(Administration administration) {
    static final String NAME = "cloud";
    static final String STOCK_NAME = "bench-stock";

    /** Bounded by the mapper; enough for everything a person with 1,000 grants holds. */
    private static final int ALL_OBJECTS = 1_000;

    /** A refresh token is used again and again, a login should cost next to nothing, and events cost inserts. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "revokeRefreshToken",
            false,
            "bruteForceProtected",
            false,
            "eventsEnabled",
            false,
            "adminEventsEnabled",
            false,
            "accessTokenLifespan",
            3_600,
            "ssoSessionIdleTimeout",
            36_000,
            "ssoSessionMaxLifespan",
            86_400,
            "passwordPolicy",
            "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");

    void prepare() {
        // else the administrator logs in every minute, which is dearer than what is measured
        administration
                .put("/master", Json.of(Map.of("accessTokenLifespan", 3_600)))
                .expecting(204);
        administration.put("/" + NAME, Json.of(SETTINGS)).expecting(204);
        administration
                .post("", Json.of(Map.of("realm", STOCK_NAME, "enabled", true, "organizationsEnabled", true)))
                .expecting(201);
        addWholeScope();
        List<String> scopes = namesOf("/default-default-client-scopes");
        scopes.remove(TokenVariant.ACCESS_SCOPE);
        for (TokenVariant variant : TokenVariant.values()) {
            addClient(variant, scopes);
        }
    }

    /** Like the shipped scope, but with every object in the claim. */
    private void addWholeScope() {
        for (JsonNode scope : get("/client-scopes")) {
            if (scope.path("name").asText().equals(TokenVariant.ACCESS_SCOPE)) {
                ObjectNode whole = scope.deepCopy();
                whole.remove("id");
                whole.put("name", TokenVariant.WHOLE_SCOPE);
                for (JsonNode mapper : whole.path("protocolMappers")) {
                    ((ObjectNode) mapper).remove("id");
                    ((ObjectNode) mapper.path("config")).put("maxObjects", Integer.toString(ALL_OBJECTS));
                }
                administration.post("/" + NAME + "/client-scopes", whole).expecting(201);
            }
        }
    }

    private void addClient(TokenVariant variant, List<String> scopes) {
        List<String> all = new ArrayList<>(scopes);
        variant.defaultScope().ifPresent(all::add);
        ObjectNode client = (ObjectNode) Json.of(Map.of(
                "clientId",
                variant.client(),
                "secret",
                Stack.secretOf(variant.client()),
                "publicClient",
                false,
                "standardFlowEnabled",
                false,
                "directAccessGrantsEnabled",
                true,
                "fullScopeAllowed",
                true,
                "defaultClientScopes",
                all,
                "optionalClientScopes",
                List.of("organization")));
        ArrayNode mappers = client.putArray("protocolMappers");
        variant.mapper().ifPresent(config -> mappers.add(Json.of(config)));
        administration.post("/" + NAME + "/clients", client).expecting(201);
    }

    private List<String> namesOf(String path) {
        List<String> names = new ArrayList<>();
        get(path).forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    private JsonNode get(String path) {
        return administration.get("/" + NAME + path).expecting(200).json();
    }
}
