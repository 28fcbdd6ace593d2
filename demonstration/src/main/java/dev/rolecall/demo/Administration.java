package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keycloak's Admin REST API, as an administrator of the master realm. Its token is renewed before it ends. */
public final class Administration {
    private static final Duration EARLY = Duration.ofSeconds(15);

    private final String server;
    private final String user;
    private final String password;
    private @Nullable String token;
    private Instant end = Instant.MIN;

    /** The administrator of a server, which is named without a slash at the end. */
    public Administration(String server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** Asks for {@code /admin/realms} and what follows, for example {@code get("/cloud/users?max=10")}. */
    public Answer get(String path) {
        return Http.get(uri(path), token());
    }

    public Answer post(String path, JsonNode body) {
        return Http.send("POST", uri(path), token(), body);
    }

    public Answer put(String path, JsonNode body) {
        return Http.send("PUT", uri(path), token(), body);
    }

    public Answer delete(String path) {
        return Http.delete(uri(path), token());
    }

    /** A bearer token for other administrative resources, valid for some seconds at least. */
    public synchronized String token() {
        String current = token;
        if (current == null || Instant.now().isAfter(end.minus(EARLY))) {
            Tokens tokens = new Realm(server, "master").password("admin-cli", null, user, password, Map.of());
            end = Instant.now().plusSeconds(tokens.answer().path("expires_in").asLong());
            current = tokens.access();
            token = current;
        }
        return current;
    }

    private URI uri(String path) {
        return URI.create(server + "/admin/realms" + path);
    }
}
