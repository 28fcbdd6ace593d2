package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refreshes tokens of people with few and many grants, with each claim in turn: what is compared was measured within
 * seconds of each other, and each round begins with another claim.
 */
final class TokenBenchmark {
    private static final int WARM_UP_PIECE = 50;
    private static final int COLD_ROUNDS = 5;

    private final RunningServer server;
    private final BenchmarkOptions options;
    private final Screen screen;
    private final Map<TokenClient, List<Measurement>> measured = new LinkedHashMap<>();
    private final Map<TokenClient, List<Double>> cold = new LinkedHashMap<>();

    TokenBenchmark(RunningServer server, BenchmarkOptions options, Screen screen) {
        this.server = server;
        this.options = options;
        this.screen = screen;
    }

    List<TokenResult> run() {
        Map<Integer, List<TokenClient>> byGrants = login();
        try (Load load = server.load(options.connections(), options.limit())) {
            Meter meter = new Meter(load, server.clock());
            warmUp(load);
            for (int round = 0; round < options.rounds(); round++) {
                for (List<TokenClient> clients : byGrants.values()) {
                    for (TokenClient client : rotated(clients, round)) {
                        load.fire(List.of(client.refresh()), Math.max(1, options.requests() / 10));
                        measure(meter, client, round);
                    }
                }
            }
            coldStarts(load);
        }
        return measured.keySet().stream().map(this::result).toList();
    }

    private Map<Integer, List<TokenClient>> login() {
        Map<Integer, List<TokenClient>> byGrants = new LinkedHashMap<>();
        for (int grants : GrantHolders.SIZES) {
            for (TokenVariant variant : TokenVariant.values()) {
                TokenClient client = TokenClient.login(server.realm(BenchmarkRealm.NAME), grants, variant);
                byGrants.computeIfAbsent(grants, some -> new ArrayList<>()).add(client);
                measured.put(client, new ArrayList<>());
                cold.put(client, new ArrayList<>());
            }
        }
        return byGrants;
    }

    private void warmUp(Load load) {
        screen.line("Warming up with " + options.warmUp() + " token requests …");
        List<TokenClient> clients = List.copyOf(measured.keySet());
        for (int sent = 0, turn = 0; sent < options.warmUp(); sent += WARM_UP_PIECE, turn++) {
            load.fire(List.of(clients.get(turn % clients.size()).refresh()), WARM_UP_PIECE);
        }
    }

    private void measure(Meter meter, TokenClient client, int round) {
        Measurement measurement = meter.measure(List.of(client.refresh()), options.requests());
        of(measured, client).add(measurement);
        screen.line(Numbers.text(
                "  round %d: %s: %.2f ms server CPU, %.0f a second, others %.2f",
                round + 1, client, measurement.serverMillis(), measurement.perSecond(), measurement.othersShare()));
    }

    /** Everything this realm has in the server's caches goes, before one single request. */
    private void coldStarts(Load load) {
        for (int round = 0; round < Math.min(COLD_ROUNDS, options.rounds()); round++) {
            screen.line("First requests after the caches were cleared, round " + (round + 1) + " …");
            for (Map.Entry<TokenClient, List<Double>> entry : cold.entrySet()) {
                for (String cache : List.of("/clear-user-cache", "/clear-realm-cache")) {
                    server.administration()
                            .post("/" + BenchmarkRealm.NAME + cache, Json.object())
                            .expecting(204);
                }
                entry.getValue()
                        .addAll(load.fire(List.of(entry.getKey().refresh()), 1).millis());
            }
        }
    }

    private TokenResult result(TokenClient client) {
        List<Measurement> rounds = of(measured, client);
        List<Measurement> base = of(measured, withoutMapper(client.grants()));
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            ratios.add(rounds.get(round).serverMillis() / base.get(round).serverMillis());
        }
        Tokens tokens = TokenClient.tokens(rounds.get(rounds.size() - 1).last());
        JsonNode claims = tokens.accessClaims();
        return new TokenResult(
                client.grants(),
                client.variant(),
                rounds,
                Samples.of(ratios, Double::doubleValue),
                tokens.access().length(),
                client.claimBytes(claims),
                TokenClient.isOverage(client.claim(claims)),
                Samples.of(of(cold, client), Double::doubleValue));
    }

    private TokenClient withoutMapper(int grants) {
        return measured.keySet().stream()
                .filter(client -> client.grants() == grants && client.variant() == TokenVariant.NONE)
                .findFirst()
                .orElseThrow();
    }

    private static <T> List<T> of(Map<TokenClient, List<T>> map, TokenClient client) {
        return map.getOrDefault(client, List.of());
    }

    private static <T> List<T> rotated(List<T> list, int by) {
        List<T> rotated = new ArrayList<>(list);
        Collections.rotate(rotated, by);
        return rotated;
    }
}
