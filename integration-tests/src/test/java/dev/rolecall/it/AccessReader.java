package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Somebody who asks who may do what, at one of the two roots. */
final class AccessReader {
    private final URI root;
    private final String token;

    private AccessReader(URI root, String token) {
        this.root = root;
        this.token = token;
    }

    /** As {@code access-admin}, who is SUPER of the system. */
    static AccessReader ofSuper(TestRealm realm) {
        return of(realm, realm.tokenOf("access-admin"));
    }

    static AccessReader of(TestRealm realm, String token) {
        return new AccessReader(realm.asApplication().uri("/rolecall/"), token);
    }

    static AccessReader ofAdministrator(TestRealm realm, String token) {
        return new AccessReader(realm.onServer("/admin/realms/" + realm.name() + "/rolecall/"), token);
    }

    /** A new service with these roles of the client {@code rolecall}, and these grants by hand. */
    static Service service(TestRealm realm, List<String> clientRoles, String... grants) {
        String clientId = "reader-" + UUID.randomUUID();
        String secret = UUID.randomUUID().toString();
        realm.asAdministrator()
                .post(
                        realm.path("/clients"),
                        Json.of(Map.of(
                                "clientId", clientId,
                                "secret", secret,
                                "publicClient", false,
                                "standardFlowEnabled", false,
                                "serviceAccountsEnabled", true,
                                "fullScopeAllowed", true,
                                "protocolMappers", List.of(audience()))))
                .expecting(201);
        String user = realm.idOf("service-account-" + clientId);
        if (!clientRoles.isEmpty()) {
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + user + "/role-mappings/clients/" + realm.client("rolecall")),
                            Json.of(clientRoles.stream()
                                    .map(role -> realm.clientRole("rolecall", role))
                                    .toList()))
                    .expecting(204);
        }
        for (String grant : grants) {
            String alias = grant.split("@", -1)[1].split("/", -1)[0];
            if (!realm.isMember(user, alias)) {
                realm.associate(user, alias);
            }
            realm.join(user, grant).expecting(204);
        }
        return new Service(realm, clientId, secret);
    }

    private static Map<String, Object> audience() {
        return Map.of(
                "name", "audience",
                "protocol", "openid-connect",
                "protocolMapper", "oidc-audience-mapper",
                "config", Map.of("included.client.audience", "rolecall", "access.token.claim", "true"));
    }

    record Service(TestRealm realm, String clientId, String secret) {
        AccessReader reader() {
            return reader("openid");
        }

        AccessReader reader(String scope) {
            return of(realm, token(scope));
        }

        String token(String scope) {
            return realm.asApplication()
                    .clientCredentials(clientId, secret, Map.of("scope", scope))
                    .access();
        }
    }

    Answer get(String path) {
        return Http.get(root.resolve(path), token);
    }

    Answer ofPerson(String user) {
        return get("access?user=" + TestRealm.encoded(user));
    }

    Answer on(String customer) {
        return get("access?customer=" + TestRealm.encoded(customer));
    }

    Answer on(String customer, String deployment) {
        return get("access?customer=" + TestRealm.encoded(customer) + "&deployment=" + TestRealm.encoded(deployment));
    }

    Answer explain(String user, String permission, String object) {
        return get("access/explain?user=" + TestRealm.encoded(user) + "&permission=" + TestRealm.encoded(permission)
                + "&object=" + TestRealm.encoded(object));
    }

    /** The usernames and grants of entries, in their order. */
    static List<String> entries(Answer answer) {
        return texts(
                answer,
                "entries",
                entry -> entry.at("/user/username").asText() + " "
                        + entry.path("grant").asText());
    }

    static List<String> texts(Answer answer, String list, Function<JsonNode, String> text) {
        return StreamSupport.stream(answer.expecting(200).json().path(list).spliterator(), false)
                .map(text)
                .toList();
    }

    /** {@code field: code} of the only detail of a refusal with this status. */
    static String fault(Answer answer, int status) {
        JsonNode details = answer.expecting(status).json().path("details");
        if (details.size() != 1) {
            throw new AssertionError("not one detail: " + answer.body());
        }
        return details.path(0).path("field").asText() + ": "
                + details.path(0).path("code").asText();
    }

    /** Writes down that a person's role ends at that time, as an import would have. */
    static void ends(TestRealm realm, Database database, String user, String reference, Instant end) {
        String[] roleAndObject = reference.split("@", -1);
        String[] object = roleAndObject[1].split("/", -1);
        String path = object.length == 1 ? roleAndObject[0] : object[1] + "/" + roleAndObject[0];
        note(
                realm,
                database,
                user,
                "'" + realm.customers().group(object[0], path).path("id").asText() + "'",
                end);
    }

    static void associationEnds(TestRealm realm, Database database, String user, String alias, Instant end) {
        note(
                realm,
                database,
                user,
                "(select group_id from org where alias = '" + alias + "' and realm_id = '" + realm.id() + "')",
                end);
    }

    private static void note(TestRealm realm, Database database, String user, String group, Instant end) {
        database.execute(
                "insert into rc_grant_origin (user_id, group_id, kind, origin_id, realm_id, granted_at, expires_at)"
                        + " values ('" + user + "', " + group + ", 'import', 'hr', '" + realm.id()
                        + "', 1700000000000, "
                        + end.toEpochMilli() + ")");
    }
}
