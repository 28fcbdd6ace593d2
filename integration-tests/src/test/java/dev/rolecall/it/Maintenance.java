package dev.rolecall.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What an administrator asks of a realm as a whole: findings, adoption, origins. */
final class Maintenance {
    private final TestRealm realm;

    Maintenance(TestRealm realm) {
        this.realm = realm;
    }

    Answer lint(String query) {
        return realm.asAdministrator().get(realm.path("/rolecall/lint" + query));
    }

    /** Every finding, as {@code code where}. */
    Set<String> findings() {
        return entries(lint("?max=1000").expecting(200).json()).stream()
                .map(f -> f.path("code").asText() + " " + f.path("where").asText())
                .collect(Collectors.toSet());
    }

    /** The kinds of what was found. */
    Set<String> codes() {
        return findings().stream().map(f -> f.split(" ", 2)[0]).collect(Collectors.toSet());
    }

    private static List<JsonNode> entries(JsonNode answer) {
        return StreamSupport.stream(answer.path("entries").spliterator(), false).toList();
    }

    Answer adopt(String query) {
        return realm.asAdministrator().post(realm.path("/rolecall/adopt" + query), Json.object());
    }

    /** What there is to say of each thing, as {@code what where state}. */
    static List<String> steps(Answer adoption) {
        return StreamSupport.stream(adoption.expecting(200).json().path("steps").spliterator(), false)
                .map(s -> s.path("what").asText() + " " + s.path("where").asText() + " "
                        + s.path("state").asText())
                .toList();
    }

    /** The lines of an export of origins. */
    String origins() {
        return realm.asAdministrator()
                .get(realm.path("/rolecall/origins"))
                .expecting(200)
                .body();
    }

    Answer restore(String lines) {
        return restore(Integration.NDJSON, lines);
    }

    Answer restore(String contentType, String lines) {
        return Http.send(
                "POST",
                realm.onServer("/admin/realms" + realm.path("/rolecall/origins")),
                realm.asAdministrator().token(),
                contentType,
                BodyPublishers.ofString(lines));
    }
}
