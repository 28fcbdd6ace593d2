package dev.rolecall.sync;

import dev.rolecall.sync.gate.ContentLength;
import dev.rolecall.sync.gate.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** How many large bodies one node reads and applies at once, so that many of them do not fill its memory. */
final class SyncTurns {
    static final int AT_ONCE = 4;

    /** Bytes of a body that needs no turn: a person or a few, of which any number may be under way. */
    static final int SMALL = 64 << 10;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore free = new Semaphore(AT_ONCE);

    /** To be closed when the body is applied. */
    @FunctionalInterface
    interface Turn {
        void close();
    }

    /**
     * A turn, or nothing when as many are under way as may be.
     *
     * @param contentLength what the request says of its size, or null: then it may be anything
     */
    Optional<Turn> take(@Nullable String contentLength) {
        if (ContentLength.isWithin(SMALL, contentLength)) {
            return Optional.of(() -> {});
        }
        return free.tryAcquire() ? Optional.of(free::release) : Optional.empty();
    }

    static Refusal busy() {
        return Refusal.busy(
                "The server applies " + AT_ONCE + " large requests at once; send this one again later.", RETRY_AFTER);
    }
}
