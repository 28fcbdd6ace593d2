package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A realm in which permissions have become roles of a person by each of the ways that Keycloak has no veto for, and a
 * client that puts a person's roles into every claim it can.
 */
final class LeakyRoles {
    /** Puts roles everywhere, and does not have the client scope {@code access} with its guard. */
    static final String WITHOUT_GUARD = "without-the-guard";

    /** The ways, and how a permission gets in by each. */
    enum Way {
        COMPOSITE,
        CUSTOM_ROLE,
        DEFAULT_ROLE,
        MARKED_LATER,
        HARDCODED,
        REALM_IMPORT
    }

    private final TestRealm realm;

    private LeakyRoles(TestRealm realm) {
        this.realm = realm;
    }

    static LeakyRoles in(TestRealm realm) {
        LeakyRoles leaky = new LeakyRoles(realm);
        leaky.addClient();
        return leaky;
    }

    /**
     * Another realm of that server, imported with a role that carries a permission, and a person who has it; it opts in
     * only then, since the import into a realm that opted in is refused.
     */
    static LeakyRoles imported(TestRealm neighbour, String name) {
        ObjectNode file = RealmFile.named(name);
        file.withArray("/roles/realm")
                .add(Json.of(Map.of(
                        "name",
                        "imported-carrier",
                        "composite",
                        true,
                        "composites",
                        Map.of("client", Map.of("console", List.of("logs.read"))))));
        file.withArray("users")
                .add(Json.of(Map.of(
                        "username",
                        "imported",
                        "enabled",
                        true,
                        "email",
                        "imported@people.test",
                        "firstName",
                        "Pat",
                        "lastName",
                        "Person",
                        "credentials",
                        List.of(Map.of("type", "password", "value", TestRealm.PASSWORD, "temporary", false)),
                        "realmRoles",
                        List.of("imported-carrier"))));
        file.withObject("/attributes").put("rolecall.enabled", "false");
        neighbour.asAdministrator().post("", file).expecting(201);
        TestRealm imported = neighbour.sibling(name);
        imported.asAdministrator()
                .put(imported.path(""), Json.of(Map.of("attributes", Map.of("rolecall.enabled", "true"))))
                .expecting(204);
        return in(imported);
    }

    TestRealm realm() {
        return realm;
    }

    /** A person with a scoped grant, who got a permission as a role of the whole realm by that way. */
    String person(Way way) {
        if (way == Way.REALM_IMPORT) {
            return realm.idOf("imported");
        }
        String person = realm.personHolding("VIEW@acme");
        switch (way) {
            case COMPOSITE -> carry(person, "logs.read");
            case CUSTOM_ROLE -> carry(person, customRole());
            case MARKED_LATER -> markLater(person);
            case DEFAULT_ROLE -> compose(defaultRole(), "logs.read");
            case HARDCODED ->
                new Mappers(realm, WITHOUT_GUARD)
                        .save("hardcoded " + person, "oidc-hardcoded-role-mapper", Map.of("role", "console.logs.read"))
                        .expecting(201);
            case REALM_IMPORT -> throw new IllegalStateException("has its own realm");
        }
        return person;
    }

    /** Everything said of a person by tokens of a client, each under where it stands. */
    Map<String, JsonNode> saidOf(String person, String client) {
        Tokens tokens = realm.asApplication()
                .password(client, null, realm.username(person), TestRealm.PASSWORD, Map.of("scope", "openid"));
        Map<String, JsonNode> said = new TreeMap<>();
        said.put("access token", tokens.accessClaims());
        said.put("ID token", tokens.idClaims());
        said.put("userinfo", realm.userinfo(tokens.access()));
        said.put("introspection", realm.introspect(tokens.access()));
        return said;
    }

    /** Names of our roles in what is said, but for our own claim. */
    static List<String> leaksIn(JsonNode claims) {
        ObjectNode stock = claims.deepCopy();
        stock.remove("access");
        return ClaimIT.texts(Json.of(stock.findValues("roles").stream()
                        .flatMap(roles -> ClaimIT.texts(roles).stream())
                        .toList()))
                .stream()
                .filter(role -> role.contains("logs.read")
                        || role.equals("read")
                        || role.startsWith("later-")
                        || role.contains("operator-"))
                .toList();
    }

    /** As {@link #saidOf}, of a service that has a permission and a custom role inside one of its roles. */
    Map<String, JsonNode> saidOfAService() {
        String secret = UUID.randomUUID().toString();
        String client = "service-" + UUID.randomUUID();
        realm.asAdministrator()
                .post(
                        realm.path("/clients"),
                        Json.of(Map.of(
                                "clientId",
                                client,
                                "secret",
                                secret,
                                "publicClient",
                                false,
                                "standardFlowEnabled",
                                false,
                                "serviceAccountsEnabled",
                                true,
                                "fullScopeAllowed",
                                true,
                                "defaultClientScopes",
                                List.of("basic", "roles"))))
                .expecting(201);
        writeRolesEverywhere(client);
        String service = realm.idOf("service-account-" + client);
        List<String> carriers = List.of(carry(service, "logs.read"), carry(service, customRole()));
        Tokens tokens = realm.asApplication().clientCredentials(client, secret);
        Map<String, JsonNode> said = new TreeMap<>();
        said.put("access token", tokens.accessClaims());
        said.put("introspection", realm.introspect(tokens.access()));
        said.forEach((where, claims) -> assertThat(ClaimIT.texts(claims.at("/realm_access/roles")))
                .as(where)
                .containsAll(carriers));
        return said;
    }

    private void addClient() {
        realm.asAdministrator()
                .post(
                        realm.path("/clients"),
                        Json.of(Map.of(
                                "clientId",
                                WITHOUT_GUARD,
                                "publicClient",
                                true,
                                "directAccessGrantsEnabled",
                                true,
                                "fullScopeAllowed",
                                true,
                                "defaultClientScopes",
                                List.of("basic", "roles"),
                                "optionalClientScopes",
                                List.of())))
                .expecting(201);
        writeRolesEverywhere(WITHOUT_GUARD);
    }

    private void writeRolesEverywhere(String client) {
        Mappers mappers = new Mappers(realm, client);
        mappers.addEverywhere(
                "audience", "oidc-audience-mapper", Map.of("included.client.audience", TestRealm.INTROSPECTOR));
        mappers.addEverywhere(
                "client roles", "oidc-usermodel-client-role-mapper", roles("resource_access.${client_id}.roles"));
        mappers.addEverywhere("realm roles", "oidc-usermodel-realm-role-mapper", roles("realm_access.roles"));
        mappers.addEverywhere("flat roles", "oidc-usermodel-client-role-mapper", roles("roles"));
    }

    private static Map<String, String> roles(String claim) {
        return Map.of("claim.name", claim, "jsonType.label", "String", "multivalued", "true");
    }

    private String customRole() {
        return realm.customRole("VIEW", "CUSTOMER", "logs.read").substring("console.".length());
    }

    /** The name of the role that carries it. */
    private String carry(String person, String permission) {
        String name = "carrier-" + UUID.randomUUID();
        realm.asAdministrator()
                .post(realm.path("/roles"), Json.of(Map.of("name", name)))
                .expecting(201);
        JsonNode role = realm.asAdministrator()
                .get(realm.path("/roles/" + name))
                .expecting(200)
                .json();
        realm.asAdministrator()
                .post(realm.path("/users/" + person + "/role-mappings/realm"), Json.of(List.of(role)))
                .expecting(204);
        compose(role, permission);
        return name;
    }

    private JsonNode defaultRole() {
        return realm.asAdministrator()
                .get(realm.path("/roles/default-roles-" + realm.name()))
                .expecting(200)
                .json();
    }

    private void compose(JsonNode role, String permission) {
        realm.asAdministrator()
                .post(
                        realm.path("/roles-by-id/" + role.path("id").asText() + "/composites"),
                        Json.of(List.of(realm.clientRole("console", permission))))
                .expecting(204);
    }

    private void markLater(String person) {
        String role = "later-" + UUID.randomUUID();
        String console = realm.client("console");
        String roles = realm.path("/clients/" + console + "/roles");
        realm.asAdministrator().post(roles, Json.of(Map.of("name", role))).expecting(201);
        realm.asAdministrator()
                .post(
                        realm.path("/users/" + person + "/role-mappings/clients/" + console),
                        Json.of(List.of(realm.clientRole("console", role))))
                .expecting(204);
        realm.asAdministrator()
                .put(
                        roles + "/" + role,
                        Json.of(Map.of(
                                "name",
                                role,
                                "attributes",
                                Map.of("rolecall.type", List.of("VIEW"), "rolecall.scope", List.of("CUSTOMER")))))
                .expecting(204);
    }
}
