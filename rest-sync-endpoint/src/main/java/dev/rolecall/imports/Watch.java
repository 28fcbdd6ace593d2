package dev.rolecall.imports;

import dev.rolecall.imports.jpa.StoredImport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who follows one import, and what he has been told. He is told the whole state first, then again whenever it has changed,
 * and in between that the stream is alive. The stream ends with the import, with its time, or with a follower who takes
 * nothing any more. For one thread at a time.
 */
final class Watch {
    /** Without a word for this long, a proxy may take the stream for dead. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** How long a follower may leave lying what he was sent. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String importId;
    private final Follower follower;
    private final Instant until;
    private @Nullable StoredImport told;
    private Instant lastWord = Instant.MIN;
    private @Nullable CompletionStage<?> sending;

    /** @param until when the stream ends in any case */
    Watch(String importId, Follower follower, Instant until) {
        this.importId = importId;
        this.follower = follower;
        this.until = until;
    }

    /** Where the events go. Sends without waiting. */
    interface Follower {
        boolean isGone();

        CompletionStage<?> tell(StoredImport state);

        CompletionStage<?> heartbeat();

        void close();
    }

    String importId() {
        return importId;
    }

    /** @return false when the stream is closed: then this is to be forgotten */
    boolean look(@Nullable StoredImport state, Instant now) {
        if (follower.isGone()) {
            follower.close();
            return false;
        }
        if (isUnderWay()) {
            return now.isBefore(lastWord.plus(PATIENCE)) || close();
        }
        if (state == null || hasFailed() || (told != null && told.state().isEnd())) {
            return close();
        }
        if (told != null && !state.state().isEnd() && !now.isBefore(until)) {
            return close();
        }
        if (!state.equals(told)) {
            send(() -> follower.tell(state), now);
            told = state;
        } else if (!now.isBefore(lastWord.plus(HEARTBEAT))) {
            send(follower::heartbeat, now);
        }
        return true;
    }

    boolean close() {
        follower.close();
        return false;
    }

    private void send(Supplier<CompletionStage<?>> event, Instant now) {
        sending = event.get();
        lastWord = now;
    }

    private boolean isUnderWay() {
        return sending != null && !sending.toCompletableFuture().isDone();
    }

    private boolean hasFailed() {
        return sending != null && sending.toCompletableFuture().isCompletedExceptionally();
    }
}
