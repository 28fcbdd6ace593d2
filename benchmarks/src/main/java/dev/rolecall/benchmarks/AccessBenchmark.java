package dev.rolecall.benchmarks;

import dev.rolecall.demo.Http;
import dev.rolecall.demo.Realm;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asks who has access, what a person may do, and why; one question at a time, as a person at a screen does. */
final class AccessBenchmark {
    private static final int OBJECTS = 50;
    private static final String PERMISSION = "console.logs.read";
    private static final String DENIED = "console.deploy.start";

    private final RunningServer server;
    private final BenchmarkOptions options;
    private final Screen screen;
    private final Realm realm;
    private final String token;

    AccessBenchmark(RunningServer server, BenchmarkOptions options, Screen screen) {
        this.server = server;
        this.options = options;
        this.screen = screen;
        this.realm = server.realm(BenchmarkRealm.NAME);
        this.token = realm.clientCredentials(RolecallCalls.CLIENT, Stack.secretOf(RolecallCalls.CLIENT))
                .access();
    }

    /** Questions the server does not know are left out, and the screen says so. */
    List<AccessResult> run() {
        screen.line("Asking who has access, and why …");
        Map<String, List<PreparedRequest>> questions = new LinkedHashMap<>();
        questions().forEach((question, addresses) -> {
            int status = Http.get(addresses.get(0), token).status();
            if (status == 200) {
                questions.put(
                        question,
                        addresses.stream()
                                .map(address -> PreparedRequest.get(address, token))
                                .toList());
            } else {
                screen.line("  " + question + ": not measured, the answer was " + status);
            }
        });
        return measure(questions);
    }

    private List<AccessResult> measure(Map<String, List<PreparedRequest>> questions) {
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        try (Load load = server.load(1, Duration.ofSeconds(options.limit().toSeconds()))) {
            Meter meter = new Meter(load, server.clock());
            questions.values().forEach(requests -> load.fire(requests, options.requests()));
            for (int round = 0; round < options.rounds(); round++) {
                questions.forEach((question, requests) -> measured.computeIfAbsent(question, some -> new ArrayList<>())
                        .add(meter.measure(requests, options.requests())));
            }
        }
        List<AccessResult> results = new ArrayList<>();
        measured.forEach((question, rounds) -> results.add(new AccessResult(question, rounds)));
        return results;
    }

    private Map<String, List<URI>> questions() {
        Map<String, List<URI>> questions = new LinkedHashMap<>();
        questions.put("who has access to a customer", everywhere(Map.of()));
        questions.put("who has access to a deployment", everywhere(Map.of("deployment", "deployment-03")));
        for (int grants : GrantHolders.SIZES) {
            questions.put(
                    "what a person with " + grants + " grants may do",
                    List.of(uri("/access", Map.of("user", GrantHolders.username(grants)))));
        }
        for (int grants : GrantHolders.SIZES) {
            questions.put("why a person with " + grants + " grants may", List.of(explain(grants, PERMISSION)));
            questions.put("why a person with " + grants + " grants may not", List.of(explain(grants, DENIED)));
        }
        return questions;
    }

    /** On different customers: the answer about one of them is soon in every cache. */
    private List<URI> everywhere(Map<String, String> more) {
        return IntStream.range(0, OBJECTS)
                .map(i -> i * (options.customers() / OBJECTS))
                .mapToObj(number -> {
                    Map<String, String> query = new LinkedHashMap<>();
                    query.put("customer", "customer-%05d".formatted(number));
                    query.putAll(more);
                    return uri("/access", query);
                })
                .toList();
    }

    private URI explain(int grants, String permission) {
        return uri(
                "/access/explain",
                Map.of(
                        "user",
                        GrantHolders.username(grants),
                        "permission",
                        permission,
                        "object",
                        ReferenceCustomer.ALIAS + "/deployment-01"));
    }

    private URI uri(String path, Map<String, String> query) {
        return realm.uri("/rolecall" + path + "?" + Http.encoded(query));
    }
}
