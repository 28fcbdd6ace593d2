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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source of its own for a test, bound to the client that has none in the realm file. */
final class TestSource {
    private final TestRealm realm;
    private final Integration integration;
    private final String name;
    private final String path;

    private TestSource(TestRealm realm, String name, String path) {
        this.realm = realm;
        this.integration = new Integration(realm);
        this.name = name;
        this.path = path;
    }

    /** @param settings besides the clients, as the console has them; a text, or a list of texts */
    TestSource(TestRealm realm, Map<String, ?> settings) {
        this(realm, "source-" + UUID.randomUUID(), settings);
    }

    private TestSource(TestRealm realm, String name, Map<String, ?> settings) {
        this(
                realm,
                name,
                realm.path("/components/")
                        + TestRealm.idAt(
                                create(realm, name, settings).expecting(201).location()));
    }

    /** As {@link #TestSource(TestRealm, Map)}, where the server may refuse it. */
    static Answer create(TestRealm realm, String name, Map<String, ?> settings) {
        Map<String, Object> config =
                new HashMap<>(Map.of("enabled", List.of("true"), "clients", List.of(TestRealm.SECOND_IMPORTER)));
        settings.forEach((key, value) -> config.put(key, value instanceof List ? value : List.of(value)));
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

    /** The same, seen through another server on the same database. */
    TestSource through(TestRealm other) {
        return new TestSource(other, name, path);
    }

    /** As the database knows it. */
    String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String name() {
        return name;
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

    ARow newcomer() {
        return ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
    }

    Answer send(String query, String file) {
        return send(query, Integration.NDJSON, file);
    }

    Answer send(String query, String contentType, String file) {
        return trySending(query, contentType, file, Map.of());
    }

    Answer trySending(String query, String contentType, String file, Map<String, String> headers) {
        HttpRequest.Builder request = Http.request(
                        realm.asApplication().uri("/rolecall/imports?source=" + name + query), realm.aSecondImporter())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(file, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        return Http.send(request);
    }

    /** Sends a file; the answer is the import once it has ended. */
    JsonNode imported(String contentType, String file) {
        return integration.ended(idOf(send("", contentType, file)));
    }

    /** Sends these rows and waits for the end; the answer is the import. */
    JsonNode imported(ARow... rows) {
        return integration.ended(sent(rows));
    }

    JsonNode importedUntil(String state, ARow... rows) {
        return integration.reaching(state, sent(rows));
    }

    /** The result of the only row of a file. */
    JsonNode row(String contentType, String file) {
        return rows(imported(contentType, file)).path(0);
    }

    JsonNode rows(JsonNode ended) {
        return integration.rows(ended.path("id").asText(), "").path("entries");
    }

    private String sent(ARow... rows) {
        String file = Stream.of(rows).map(row -> row.json() + "\n").collect(Collectors.joining());
        return idOf(send("", file));
    }

    static String idOf(Answer accepted) {
        return accepted.expecting(202).json().path("id").asText();
    }
}
