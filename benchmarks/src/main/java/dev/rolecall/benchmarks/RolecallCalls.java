package dev.rolecall.benchmarks;

import dev.rolecall.demo.Answer;
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

    /** Whether the server has that call, which is told by what it answers about a customer nobody has made. */
    boolean isOffered() {
        Answer answer = put("not a name, so that nothing is made: ".repeat(20));
        return answer.status() != 404 && answer.status() != 405;
    }

    @Override
    public void create(String alias) {
        put(alias).expecting(201);
    }

    private Answer put(String alias) {
        String current = token;
        if (current == null) {
            current = realm.clientCredentials(CLIENT, Stack.secretOf(CLIENT)).access();
            token = current;
        }
        String segment = Http.encoded(Map.of("", alias)).substring(1).replace("+", "%20");
        return Http.send(
                "PUT",
                realm.uri("/rolecall/customers/" + segment),
                current,
                Json.of(Map.of("deployments", DEPLOYMENTS)));
    }
}
