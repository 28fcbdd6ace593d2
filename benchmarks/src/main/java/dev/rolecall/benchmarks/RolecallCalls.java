package dev.rolecall.benchmarks;

import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Realm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Through Rolecall's own interface: one call for the customer and its deployments. */
final class RolecallCalls implements CustomerCreation {
    /** In the shipped realm its service account is SUPER of the system. */
    static final String CLIENT = "access-admin";

    private final Realm realm;
    private @Nullable String token;

    RolecallCalls(Realm realm) {
        this.realm = realm;
    }

    @Override
    public String label() {
        return "PUT customers/{alias} with its deployments";
    }

    @Override
    public String realm() {
        return realm.name();
    }

    /** Whether the server has calls about customers, which a customer of the shipped realm tells. */
    boolean isOffered() {
        return Http.get(realm.uri("/rolecall/customers/acme"), token()).status() == 200;
    }

    @Override
    public void create(String alias) {
        Http.send(
                        "PUT",
                        realm.uri("/rolecall/customers/" + alias),
                        token(),
                        Json.of(Map.of("deployments", DEPLOYMENTS)))
                .expecting(201);
    }

    private String token() {
        String current = token;
        if (current == null) {
            current = realm.clientCredentials(CLIENT, Stack.secretOf(CLIENT)).access();
            token = current;
        }
        return current;
    }
}
