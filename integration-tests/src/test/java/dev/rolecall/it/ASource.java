package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A source of its own, bound to a client that has none in the realm file. */
final class ASource {
    private final TestRealm realm;
    private final Integration integration;
    private final String name = "source-" + UUID.randomUUID();
    private final String path;

    private ASource(TestRealm realm, Integration integration, Map<String, List<String>> settings) {
        this.realm = realm;
        this.integration = integration;
        Answer created = create(realm, name, settings).expecting(201);
        this.path = realm.path("/components/") + TestRealm.idAt(created.location());
    }

    static ASource of(TestRealm realm, Map<String, List<String>> settings) {
        return new ASource(realm, new Integration(realm), settings);
    }

    static Answer create(TestRealm realm, String name, Map<String, List<String>> settings) {
        Map<String, List<String>> config =
                new HashMap<>(Map.of("enabled", List.of("true"), "clients", List.of(TestRealm.SECOND_IMPORTER)));
        config.putAll(settings);
        return realm.asAdministrator()
                .post(
                        realm.path("/components"),
                        Json.of(Map.of(
                                "name",
                                name,
                                "providerId",
                                "rolecall-people-source",
                                "providerType",
                                "org.keycloak.storage.UserStorageProvider",
                                "parentId",
                                realm.id(),
                                "config",
                                config)));
    }

    String name() {
        return name;
    }

    /** Sends a file; the answer is the import once it has ended. */
    JsonNode imported(String contentType, String file) {
        return integration.ended(id(trySending("", contentType, file, Map.of())));
    }

    /** The result of the only row of a file. */
    JsonNode row(String contentType, String file) {
        return rows(imported(contentType, file)).path(0);
    }

    JsonNode rows(JsonNode ended) {
        return integration.rows(ended.path("id").asText(), "").path("entries");
    }

    static String id(Answer accepted) {
        return accepted.expecting(202).json().path("id").asText();
    }

    Answer trySending(String query, String contentType, String file, Map<String, String> headers) {
        HttpRequest.Builder request = Http.request(
                        realm.asApplication().uri("/rolecall/imports?source=" + name + query), realm.aSecondImporter())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(file, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        return Http.send(request);
    }

    void disable() {
        set("enabled", "false");
    }

    void set(String setting, String... values) {
        trySetting(setting, values).expecting(204);
    }

    Answer trySetting(String setting, String... values) {
        ObjectNode component =
                (ObjectNode) realm.asAdministrator().get(path).expecting(200).json();
        component.withObject("/config").set(setting, Json.of(List.of(values)));
        return realm.asAdministrator().put(path, component);
    }

    void remove() {
        realm.asAdministrator().delete(path).expecting(204);
    }
}
