package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keycloak's Admin REST API as a careful script uses it, eight requests at a time: who is there is looked up and
 * compared, and only what differs is written.
 */
final class AdminRest implements ImportWay {
    private static final int AT_ONCE = 8;
    private static final String USERS = "/" + BenchmarkRealm.STOCK_NAME + "/users";

    private final Administration administration;

    AdminRest(Administration administration) {
        this.administration = administration;
    }

    @Override
    public String label() {
        return "Admin REST, " + AT_ONCE + " connections";
    }

    @Override
    public Runnable prepare(ImportWork work, String cohort, int rows) {
        List<BenchPerson> people = work.people(cohort, rows).toList();
        Map<String, String> groups = work == ImportWork.CREATE ? Map.of() : groups();
        administration.token();
        return () -> each(people, person -> {
            if (work == ImportWork.CREATE) {
                administration.post(USERS, person.stock()).expecting(201);
            } else {
                bringUpToDate(person, groups);
            }
        });
    }

    private Map<String, String> groups() {
        Map<String, String> ids = new HashMap<>();
        administration
                .get("/" + BenchmarkRealm.STOCK_NAME + "/groups?max=1000")
                .expecting(200)
                .json()
                .forEach(group ->
                        ids.put(group.path("name").asText(), group.path("id").asText()));
        return ids;
    }

    private void bringUpToDate(BenchPerson person, Map<String, String> groups) {
        JsonNode user = administration
                .get(USERS + "?exact=true&briefRepresentation=false&username=" + person.usercode())
                .expecting(200)
                .json()
                .path(0);
        String path = USERS + "/" + user.path("id").asText();
        if (!isSame(user, person)) {
            ObjectNode wanted = person.stock();
            wanted.remove("groups");
            administration.put(path, wanted).expecting(204);
        }
        Set<String> held = new HashSet<>();
        administration
                .get(path + "/groups")
                .expecting(200)
                .json()
                .forEach(group -> held.add(group.path("name").asText()));
        Set<String> wanted = new HashSet<>(person.groupNames());
        for (String name : wanted) {
            if (!held.contains(name)) {
                administration
                        .put(path + "/groups/" + groups.get(name), Json.object())
                        .expecting(204);
            }
        }
        held.removeAll(wanted);
        held.forEach(name ->
                administration.delete(path + "/groups/" + groups.get(name)).expecting(204));
    }

    private static boolean isSame(JsonNode user, BenchPerson person) {
        return user.path("email").asText().equals(person.email())
                && user.path("firstName").asText().equals(person.firstName())
                && user.path("lastName").asText().equals(person.lastName())
                && user.path("attributes").equals(Json.of(person.attributes()));
    }

    /** What is to be done for one person. */
    private interface Step {
        void apply(BenchPerson person);
    }

    private static void each(List<BenchPerson> people, Step step) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> done = new ArrayList<>();
            people.forEach(person -> done.add(threads.submit(() -> step.apply(person))));
            for (Future<?> each : done) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkFailedException("a request failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
