package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Administration;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The shipped realm with the customers of {@link BenchPerson}, and beside it a realm that did not opt in, with the same
 * user profile and settings, in which a group stands for each role. Administration events are stored in both.
 */
record ImportRealm(Administration administration, Realm realm) {
    private static final Map<String, Object> EVENTS =
            Map.of("adminEventsEnabled", true, "adminEventsDetailsEnabled", false);

    void prepare() {
        administration
                .put("/master", Json.of(Map.of("accessTokenLifespan", 36_000)))
                .expecting(204);
        Map<String, Object> settings = new HashMap<>(EVENTS);
        settings.put("accessTokenLifespan", 36_000); // an import of a million rows outlives a token of five minutes
        administration.put("/" + BenchmarkRealm.NAME, Json.of(settings)).expecting(204);
        IntStream.range(0, BenchPerson.CUSTOMERS)
                .mapToObj(BenchPerson::customer)
                .forEach(this::addCustomer);
        addStockRealm();
    }

    private void addCustomer(String alias) {
        List<String> deployments = IntStream.range(0, BenchPerson.DEPLOYMENTS)
                .mapToObj(BenchPerson::deployment)
                .toList();
        String token = realm.clientCredentials(RolecallCalls.CLIENT, Stack.secretOf(RolecallCalls.CLIENT))
                .access();
        Http.send("PUT", realm.uri("/rolecall/customers/" + alias), token, Json.of(Map.of("deployments", deployments)))
                .expecting(201);
    }

    private void addStockRealm() {
        Map<String, Object> stock = new HashMap<>(EVENTS);
        stock.put("realm", BenchmarkRealm.STOCK_NAME);
        stock.put("enabled", true);
        stock.put(
                "groups", BenchPerson.groups().map(name -> Map.of("name", name)).toList());
        administration.post("", Json.of(stock)).expecting(201);
        JsonNode profile = administration
                .get("/" + BenchmarkRealm.NAME + "/users/profile")
                .expecting(200)
                .json();
        administration
                .put("/" + BenchmarkRealm.STOCK_NAME + "/users/profile", profile)
                .expecting(200);
    }
}
