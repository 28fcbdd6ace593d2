package dev.rolecall.imports;

import dev.rolecall.imports.Watch.Follower;
import dev.rolecall.imports.jpa.StoredImport;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.keycloak.util.JsonSerialization;

/** Sends the state of an import as server-sent events named {@code import}, each with the document of {@code GET}. */
final class SseFollower implements Follower {
    private static final Logger LOG = Logger.getLogger(SseFollower.class);

    /** What a client that lost the stream waits before it asks again. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Sse sse;
    private final SseEventSink sink;

    SseFollower(Sse sse, SseEventSink sink) {
        this.sse = sse;
        this.sink = sink;
    }

    @Override
    public boolean isGone() {
        return sink.isClosed();
    }

    @Override
    public CompletionStage<?> tell(StoredImport state) {
        try {
            String json = JsonSerialization.writeValueAsString(ImportsResource.representation(state));
            return sink.send(sse.newEventBuilder()
                    .name("import")
                    .reconnectDelay(RETRY.toMillis())
                    .data(String.class, json)
                    .build());
        } catch (IOException | IllegalStateException e) { // the latter when he left just now
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<?> heartbeat() {
        try {
            return sink.send(sse.newEventBuilder().comment("").build());
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        try {
            sink.close();
        } catch (RuntimeException e) { // he is gone anyway
            LOG.debugf("A stream could not be closed: %s", e.getClass().getName());
        }
    }
}
