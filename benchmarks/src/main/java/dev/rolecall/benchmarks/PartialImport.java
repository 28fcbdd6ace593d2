package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keycloak's partial import in requests of 100, which is where it is fastest. It validates nothing, compares nothing, and
 * where something is to change it removes the people first and makes them anew.
 */
final class PartialImport implements ImportWay {
    private static final int AT_ONCE = 100;
    private static final Map<ImportWork, String> IF_EXISTS =
            Map.of(ImportWork.CREATE, "FAIL", ImportWork.UNCHANGED, "SKIP", ImportWork.CHANGED, "OVERWRITE");

    private final Administration administration;

    PartialImport(Administration administration) {
        this.administration = administration;
    }

    @Override
    public String label() {
        return "partialImport, 100 rows each";
    }

    @Override
    public Runnable prepare(ImportWork work, String cohort, int rows) {
        List<ObjectNode> bodies = new ArrayList<>();
        List<BenchPerson> people = work.people(cohort, rows).toList();
        for (int from = 0; from < rows; from += AT_ONCE) {
            ObjectNode body = Json.object().put("ifResourceExists", IF_EXISTS.get(work));
            people.subList(from, Math.min(rows, from + AT_ONCE))
                    .forEach(person -> body.withArray("users").add(person.stock()));
            bodies.add(body);
        }
        return () -> {
            int done = 0;
            for (ObjectNode body : bodies) {
                JsonNode answer = administration
                        .post("/" + BenchmarkRealm.STOCK_NAME + "/partialImport", body)
                        .expecting(200)
                        .json();
                done += answer.path("added").asInt()
                        + answer.path("skipped").asInt()
                        + answer.path("overwritten").asInt();
            }
            if (done != rows) {
                throw new BenchmarkFailedException("partialImport did " + done + " of " + rows + " rows");
            }
        };
    }
}
