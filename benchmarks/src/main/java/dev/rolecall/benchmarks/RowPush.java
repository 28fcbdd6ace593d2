package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import java.util.ArrayList;
import java.util.List;

/** Rows through {@code POST users/sync}, some thousand in a request, one request after the other. */
final class RowPush implements ImportWay {
    private static final String CLIENT = "people-push";
    private static final int AT_ONCE = 2_000;

    private final Realm realm;

    RowPush(Realm realm) {
        this.realm = realm;
    }

    @Override
    public String label() {
        return Numbers.text("POST users/sync, %,d rows each", AT_ONCE);
    }

    @Override
    public Runnable prepare(ImportWork work, String cohort, int rows) {
        List<JsonNode> bodies = new ArrayList<>();
        List<BenchPerson> people = work.people(cohort, rows).toList();
        for (int from = 0; from < rows; from += AT_ONCE) {
            bodies.add(Json.of(people.subList(from, Math.min(rows, from + AT_ONCE)).stream()
                    .map(BenchPerson::json)
                    .toList()));
        }
        ImportCounts expected = ImportCounts.expected(work, cohort, rows);
        String token = realm.clientCredentials(CLIENT, Stack.secretOf(CLIENT)).access();
        return () -> bodies.stream()
                .map(body -> ImportCounts.of(Http.send("POST", realm.uri("/rolecall/users/sync"), token, body)
                        .expecting(200)
                        .json()))
                .reduce(ImportCounts.NONE, ImportCounts::plus)
                .require(expected);
    }
}
