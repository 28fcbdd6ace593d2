package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The calls about grants, customers and members, with the token of one caller and at one of the two roots. */
final class AccessCalls {
    private final URI root;
    private final Supplier<String> token;

    private AccessCalls(URI root, Supplier<String> token) {
        this.root = root;
        this.token = token;
    }

    /** As the shipped {@code access-admin}, who is SUPER of the system. */
    static AccessCalls ofSuper(TestRealm realm) {
        return with(realm, () -> realm.tokenOf("access-admin"));
    }

    static AccessCalls with(TestRealm realm, Supplier<String> token) {
        return new AccessCalls(realm.asApplication().uri("/rolecall/"), token);
    }

    static AccessCalls ofAdministration(TestRealm realm, Supplier<String> token) {
        return new AccessCalls(realm.onServer("/admin/realms/" + realm.name() + "/rolecall/"), token);
    }

    /**
     * As a new service that may manage access and holds these grants; the answer comes with its user's id.
     *
     * @param references for example {@code ADMIN@acme}
     */
    static Delegate delegate(TestRealm realm, String... references) {
        String clientId = "d-" + UUID.randomUUID();
        String secret = UUID.randomUUID().toString();
        realm.asAdministrator()
                .post(
                        realm.path("/clients"),
                        Json.of(Map.of(
                                "clientId",
                                clientId,
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
                                "protocolMappers",
                                List.of(Map.of(
                                        "name",
                                        "audience rolecall",
                                        "protocol",
                                        "openid-connect",
                                        "protocolMapper",
                                        "oidc-audience-mapper",
                                        "config",
                                        Map.of(
                                                "included.client.audience",
                                                "rolecall",
                                                "access.token.claim",
                                                "true"))))))
                .expecting(201);
        String client = realm.client(clientId);
        String user = realm.asAdministrator()
                .get(realm.path("/clients/" + client + "/service-account-user"))
                .expecting(200)
                .json()
                .path("id")
                .asText();
        realm.asAdministrator()
                .post(
                        realm.path("/users/" + user + "/role-mappings/clients/" + realm.client("rolecall")),
                        Json.of(List.of(
                                realm.clientRole("rolecall", "access-manage"),
                                realm.clientRole("rolecall", "access-view"))))
                .expecting(204);
        for (String reference : references) {
            realm.give(user, reference);
        }
        return new Delegate(realm, clientId, secret, user);
    }

    record Delegate(TestRealm realm, String clientId, String secret, String user) {
        AccessCalls calls() {
            return calls(Map.of());
        }

        /** @param parameters of the token request, for example a scope */
        AccessCalls calls(Map<String, String> parameters) {
            return with(
                    realm,
                    () -> realm.asApplication()
                            .clientCredentials(clientId, secret, parameters)
                            .access());
        }
    }

    // grants

    Answer give(String user, String grant) {
        return send("PUT", "grants", change(user, grant));
    }

    Answer give(String user, String grant, String expiresAt) {
        return send("PUT", "grants", change(user, grant).put("expiresAt", expiresAt));
    }

    Answer take(String user, String grant) {
        return send("DELETE", "grants", change(user, grant));
    }

    Answer takeFromAll(String user, String grant) {
        return send("DELETE", "grants?allOrigins=true", change(user, grant));
    }

    Answer bulk(JsonNode rows) {
        return send("POST", "grants/bulk", rows);
    }

    Answer bulk(String contentType, String body) {
        return Http.send("POST", root.resolve("grants/bulk"), token.get(), contentType, BodyPublishers.ofString(body));
    }

    private static ObjectNode change(String user, String grant) {
        return Json.object().put("user", user).put("grant", grant);
    }

    // everything

    Answer get(String path) {
        return Http.get(root.resolve(path), token.get());
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, body);
    }

    Answer delete(String path) {
        return Http.delete(root.resolve(path), token.get());
    }

    Answer send(String method, String path, JsonNode body) {
        return Http.send(method, root.resolve(path), token.get(), body);
    }

    /** For example {@code 409 customer: managed-member}. */
    static String refusal(Answer answer) {
        JsonNode detail = answer.json().path("details").path(0);
        return answer.status() + " " + detail.path("field").asText() + ": "
                + detail.path("code").asText();
    }
}
