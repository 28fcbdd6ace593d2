package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.Realm;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A realm like the shipped {@code cloud}, and what an administrator, an application and an integration do with it. */
final class TestRealm {
    static final String TEST_APP = "test-app";
    static final String INTROSPECTOR = "introspector";
    static final String SECOND_IMPORTER = "second-import";
    static final String PASSWORD = "correct-horse-battery";

    private static final URI CALLBACK = URI.create("http://127.0.0.1/callback");

    private final KeycloakServer server;
    private final String name;
    private final Realm realm;
    private final Administration administration;
    private final Customers customers;

    private TestRealm(KeycloakServer server, Administration administration, String name) {
        this.server = server;
        this.name = name;
        this.realm = server.realm(name);
        this.administration = administration;
        this.customers = new Customers(this);
    }

    static TestRealm create(KeycloakServer server, Administration administration, String name) {
        administration.post("", RealmFile.named(name)).expecting(201);
        return new TestRealm(server, administration, name);
    }

    /** The same realm, seen through another server on the same database. */
    TestRealm through(KeycloakServer other) {
        return new TestRealm(other, TestBed.administration(other), name);
    }

    /** Another realm of the same server. */
    TestRealm sibling(String sibling) {
        return new TestRealm(server, administration, sibling);
    }

    String name() {
        return name;
    }

    /** As the database knows it. */
    String id() {
        return administration.get(path("")).expecting(200).json().path("id").asText();
    }

    Realm asApplication() {
        return realm;
    }

    Administration asAdministrator() {
        return administration;
    }

    Customers customers() {
        return customers;
    }

    /** An address of the server, from its root on. */
    URI onServer(String path) {
        return URI.create(server.url()).resolve(path);
    }

    /** An address below {@code /admin/realms/<this realm>}. */
    String path(String below) {
        return "/" + name + below;
    }

    // people

    /** A person with a password and a name nobody else in the realm has; the answer is the id. */
    String person() {
        String username = "p-" + UUID.randomUUID();
        return person(username);
    }

    String person(String username) {
        Answer created = administration
                .post(
                        path("/users"),
                        Json.of(Map.of(
                                "username",
                                username,
                                "enabled",
                                true,
                                "email",
                                username + "@people.test",
                                "firstName",
                                "Pat",
                                "lastName",
                                "Person",
                                "credentials",
                                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)))))
                .expecting(201);
        return idAt(created.location());
    }

    JsonNode user(String id) {
        return administration.get(path("/users/" + id)).expecting(200).json();
    }

    String username(String id) {
        return user(id).path("username").asText();
    }

    String idOf(String username) {
        JsonNode found = administration
                .get(path("/users?exact=true&username=" + encoded(username)))
                .expecting(200)
                .json();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " people have that username");
        }
        return found.get(0).path("id").asText();
    }

    void givePassword(String id) {
        administration
                .put(
                        path("/users/" + id + "/reset-password"),
                        Json.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)))
                .expecting(204);
    }

    void enable(String id, boolean enabled) {
        administration
                .put(path("/users/" + id), Json.of(Map.of("enabled", enabled)))
                .expecting(204);
    }

    // associations and grants by hand

    void associate(String userId, String alias) {
        administration
                .post(customers.path(alias) + "/members", TextNode.valueOf(userId))
                .expecting(201);
    }

    void dissociate(String userId, String alias) {
        administration.delete(customers.path(alias) + "/members/" + userId).expecting(204);
    }

    /** Joins the role group behind a reference like {@code ADMIN@acme/prod-eu}, as the console does. */
    Answer join(String userId, String reference) {
        return administration.put(membership(userId, reference), Json.object());
    }

    /** Joins any group by its path below the organization. */
    Answer joinGroup(String userId, String alias, String path) {
        return administration.put(membershipOf(userId, alias, path), Json.object());
    }

    Answer leave(String userId, String reference) {
        return administration.delete(membership(userId, reference));
    }

    private String membership(String userId, String reference) {
        String[] roleAndObject = reference.split("@", -1);
        String[] object = roleAndObject[1].split("/", -1);
        String path = object.length == 1 ? roleAndObject[0] : object[1] + "/" + roleAndObject[0];
        return membershipOf(userId, object[0], path);
    }

    private String membershipOf(String userId, String alias, String path) {
        return customers.path(alias) + "/groups/"
                + customers.group(alias, path).path("id").asText() + "/members/" + userId;
    }

    /** A person who is associated with the customers of these references and joined their role groups. */
    String personHolding(String... references) {
        String id = person();
        for (String reference : references) {
            give(id, reference);
        }
        return id;
    }

    /** By hand, as the console does: the association first. */
    void give(String id, String reference) {
        String alias = reference.split("@", -1)[1].split("/", -1)[0];
        if (!isMember(id, alias)) {
            associate(id, alias);
        }
        join(id, reference).expecting(204);
    }

    boolean isMember(String userId, String alias) {
        return administration.get(customers.path(alias) + "/members/" + userId).status() == 200;
    }

    // clients and roles

    String client(String clientId) {
        return administration
                .get(path("/clients?clientId=" + encoded(clientId)))
                .expecting(200)
                .json()
                .get(0)
                .path("id")
                .asText();
    }

    JsonNode clientRole(String clientId, String role) {
        return administration
                .get(path("/clients/" + client(clientId) + "/roles/" + encoded(role)))
                .expecting(200)
                .json();
    }

    /** A new permission of the client {@code console}; the answer is its name in claims. */
    String permission(String type, String scope) {
        String role = "t-" + UUID.randomUUID();
        administration
                .post(
                        path("/clients/" + client("console") + "/roles"),
                        Json.of(Map.of(
                                "name",
                                role,
                                "attributes",
                                Map.of("rolecall.type", List.of(type), "rolecall.scope", List.of(scope)))))
                .expecting(201);
        return "console." + role;
    }

    /**
     * A new custom role of the client {@code console}; the answer is its name in claims.
     *
     * @param permissions of {@code console}, without its name
     */
    String customRole(String type, String scope, String... permissions) {
        String role = "operator-" + UUID.randomUUID();
        String roles = path("/clients/" + client("console") + "/roles");
        administration
                .post(
                        roles,
                        Json.of(Map.of(
                                "name",
                                role,
                                "attributes",
                                Map.of(
                                        "rolecall.type", List.of(type),
                                        "rolecall.scope", List.of(scope),
                                        "rolecall.role", List.of("true")))))
                .expecting(201);
        administration
                .post(
                        roles + "/" + role + "/composites",
                        Json.of(Stream.of(permissions)
                                .map(permission -> clientRole("console", permission))
                                .toList()))
                .expecting(204);
        return "console." + role;
    }

    /** Takes back what {@link #permission} made. */
    void removePermission(String permission) {
        String role = permission.substring("console.".length());
        administration
                .delete(path("/clients/" + client("console") + "/roles/" + role))
                .expecting(204);
    }

    // tokens

    Tokens tokensOf(String userId) {
        return tokensOf(userId, "openid");
    }

    Tokens tokensOf(String userId, String scope) {
        return realm.password(TEST_APP, null, username(userId), PASSWORD, Map.of("scope", scope));
    }

    /** The claim {@code access} of a new access token. */
    JsonNode access(String userId) {
        return tokensOf(userId).accessClaims().path("access");
    }

    AuthorizationRequest request(String client) {
        return realm.authorization(client, CALLBACK);
    }

    Tokens login(String client, String username, String scope) {
        AuthorizationRequest request = request(client).scope(scope);
        return realm.exchange(request, new Browser().login(request, username, PASSWORD));
    }

    JsonNode userinfo(String accessToken) {
        return Http.get(realm.uri("/protocol/openid-connect/userinfo"), accessToken)
                .expecting(200)
                .json();
    }

    JsonNode introspect(String accessToken) {
        return Http.form(
                        realm.uri("/protocol/openid-connect/token/introspect"),
                        Map.of(
                                "client_id",
                                INTROSPECTOR,
                                "client_secret",
                                RealmFile.secret(INTROSPECTOR),
                                "token",
                                accessToken))
                .expecting(200)
                .json();
    }

    /** A service's bearer token. */
    String tokenOf(String client) {
        return realm.clientCredentials(client, RealmFile.secret(client)).access();
    }

    /** The token of a client that may send files, but is bound to no source. */
    String aSecondImporter() {
        return tokenOf(SECOND_IMPORTER);
    }

    /** The id at the end of the address of something new. */
    static String idAt(URI location) {
        String address = location.toString();
        return address.substring(address.lastIndexOf('/') + 1);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
