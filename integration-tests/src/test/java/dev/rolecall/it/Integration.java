package dev.rolecall.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What an integration does with a realm: push people, send files, follow them. */
final class Integration {
    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";
    static final String JSON = "application/json";

    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED", "REJECTED");
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private final TestRealm realm;

    Integration(TestRealm realm) {
        this.realm = realm;
    }

    // people now

    /** Pushes one row or several, as {@code people-push}. */
    Answer sync(JsonNode rows) {
        return sync(JSON, rows.toString());
    }

    Answer sync(String contentType, String body) {
        return sync(realm.tokenOf("people-push"), contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer sync(String token, String contentType, byte[] body) {
        return Http.send(
                "POST",
                realm.asApplication().uri("/rolecall/users/sync"),
                token,
                contentType,
                BodyPublishers.ofByteArray(body));
    }

    /** The result of the only row, which was applied. */
    JsonNode apply(ARow row) {
        return sync(row.json()).expecting(200).json().path("results").path(0);
    }

    /** The code of the only error of the only row, which was rejected. */
    String refusal(ARow row) {
        return onlyError(sync(row.json()).expecting(207).json());
    }

    static String onlyError(JsonNode answer) {
        JsonNode errors = answer.path("results").path(0).path("errors");
        if (answer.path("results").size() != 1 || errors.size() != 1) {
            throw new AssertionError("not one row with one error: " + answer);
        }
        return errors.path(0).path("field").asText() + ": "
                + errors.path(0).path("code").asText();
    }

    Answer syncPayload(String usercode) {
        return Http.get(
                realm.asApplication().uri("/rolecall/users/" + TestRealm.encoded(usercode) + "/sync-payload"),
                realm.tokenOf("people-push"));
    }

    /** The ids of everybody with that usercode. */
    List<String> idsOf(String usercode) {
        JsonNode found = realm.asAdministrator()
                .get(realm.path("/users?q=" + TestRealm.encoded("usercode:\"" + usercode + "\"")))
                .expecting(200)
                .json();
        return StreamSupport.stream(found.spliterator(), false)
                .map(u -> u.path("id").asText())
                .toList();
    }

    // files

    Answer send(String contentType, String file) {
        return send(realm.tokenOf("hr-import"), "", contentType, file.getBytes(StandardCharsets.UTF_8));
    }

    Answer send(String token, String query, String contentType, byte[] file) {
        return Http.send(
                "POST",
                realm.asApplication().uri("/rolecall/imports" + query),
                token,
                contentType,
                BodyPublishers.ofByteArray(file));
    }

    /** Sends a file and waits for its end; the answer is the import. */
    JsonNode imported(String contentType, byte[] file) {
        String id = send(realm.tokenOf("hr-import"), "", contentType, file)
                .expecting(202)
                .json()
                .path("id")
                .asText();
        return ended(id);
    }

    JsonNode imported(String csv) {
        return imported(CSV, csv.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode ended(String id) {
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ENDED.contains(anImport(id).path("state").asText()));
        return anImport(id);
    }

    JsonNode reaching(String state, String id) {
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> anImport(id).path("state").asText().equals(state));
        return anImport(id);
    }

    JsonNode anImport(String id) {
        return get("/rolecall/imports/" + id);
    }

    JsonNode rows(String id, String query) {
        return get("/rolecall/imports/" + id + "/rows" + query);
    }

    /** As {@code access-admin}, who sees every import. */
    private JsonNode get(String path) {
        return Http.get(realm.asApplication().uri(path), realm.tokenOf("access-admin"))
                .expecting(200)
                .json();
    }
}
