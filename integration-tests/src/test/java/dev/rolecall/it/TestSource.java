package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source of its own for a test, of the client that has no other. */
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

    /** @param settings besides the clients, as the console has them */
    TestSource(TestRealm realm, Map<String, String> settings) {
        this(realm, "source-" + UUID.randomUUID(), settings);
    }

    private TestSource(TestRealm realm, String name, Map<String, String> settings) {
        this(realm, name, create(realm, name, settings));
    }

    private static String create(TestRealm realm, String name, Map<String, String> settings) {
        Map<String, List<String>> config = new HashMap<>();
        settings.forEach((key, value) -> config.put(key, List.of(value)));
        return realm.path("/components/")
                + TestRealm.idAt(
                        ASource.create(realm, name, config).expecting(201).location());
    }

    /** The same, seen through another server on the same database. */
    TestSource through(TestRealm other) {
        return new TestSource(other, name, path);
    }

    /** As the database knows it. */
    String id() {
        return path.substring(path.lastIndexOf('/') + 1);
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
        return integration.send(
                realm.aSecondImporter(), "?source=" + name + query, contentType, file.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends these rows and waits for the end; the answer is the import. */
    JsonNode imported(ARow... rows) {
        return integration.ended(sent(rows));
    }

    JsonNode importedUntil(String state, ARow... rows) {
        return integration.reaching(state, sent(rows));
    }

    private String sent(ARow... rows) {
        String file = Stream.of(rows).map(row -> row.json() + "\n").collect(Collectors.joining());
        return idOf(send("", file));
    }

    static String idOf(Answer answer) {
        return answer.expecting(202).json().path("id").asText();
    }
}
