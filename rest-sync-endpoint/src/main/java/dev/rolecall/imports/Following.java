package dev.rolecall.imports;

import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import org.keycloak.common.util.Time;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;

/** Turns one request into a stream of what becomes of an import. */
final class Following {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final KeycloakSession session;
    private final Watches watches;

    Following(KeycloakSession session, Watches watches) {
        this.session = session;
        this.watches = watches;
    }

    /**
     * The stream ends at the latest with the caller's token: who follows on comes with a new one.
     *
     * @throws Refusal 429 when as many follow already as may
     */
    void begin(Caller caller, StoredImport stored, Sse sse, SseEventSink sink) {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        Instant expiry = Instant.ofEpochSecond(caller.token().expiresAt());
        Instant longest = now.plus(Watches.LONGEST);
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would collect the events otherwise
        Watch watch = new Watch(stored.id(), new SseFollower(sse, sink), expiry.isBefore(longest) ? expiry : longest);
        watches.add(watch, stored, now).ifPresent(reason -> {
            throw Refusal.busy(reason, RETRY_AFTER);
        });
        // The request lasts as long as the stream, and Keycloak would keep its session that long.
        session.close();
    }
}
