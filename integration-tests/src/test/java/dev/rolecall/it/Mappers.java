package dev.rolecall.it;

import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Protocol mappers that a test adds to a client and takes away again. */
final class Mappers {
    private final TestRealm realm;
    private final String client;
    private final List<String> added = new ArrayList<>();

    Mappers(TestRealm realm, String clientId) {
        this.realm = realm;
        this.client = realm.path("/clients/" + realm.client(clientId) + "/protocol-mappers/models");
    }

    /** As the console does; the answer may be a refusal. */
    Answer save(String name, String provider, Map<String, String> config) {
        Answer answer = realm.asAdministrator().post(client, Json.of(representation(name, provider, config)));
        if (answer.status() == 201) {
            added.add(client + "/" + TestRealm.idAt(answer.location()));
        }
        return answer;
    }

    /** One that writes into every kind of token. */
    void addEverywhere(String name, String provider, Map<String, String> config) {
        Map<String, String> everywhere = new HashMap<>(config);
        for (String token : List.of("access", "id", "userinfo", "introspection")) {
            everywhere.put(token + ".token.claim", "true");
        }
        save(name, provider, everywhere).expecting(201);
    }

    static Map<String, Object> representation(String name, String provider, Map<String, String> config) {
        return Map.of("name", name, "protocol", "openid-connect", "protocolMapper", provider, "config", config);
    }

    void takeAway() {
        added.forEach(mapper -> realm.asAdministrator().delete(mapper).expecting(204));
        added.clear();
    }
}
