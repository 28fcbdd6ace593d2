package dev.rolecall.imports;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a run keeps others waiting before it looks whether one does. A run begins by reading past the rows that are
 * applied; it goes on for ten times as long as that took, so that taking turns costs little however far it is. For one
 * thread.
 */
final class Slice {
    private static final int TIMES_THE_WAY = 10;

    private final Duration least;
    private final LongSupplier nanoTime;
    private final long begun;
    private long lookAt;

    /** Begins now. */
    Slice(Duration least, LongSupplier nanoTime) {
        this.least = least;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.lookAt = begun + least.toNanos();
    }

    /** The run is where its new rows are. */
    void arrived() {
        long now = nanoTime.getAsLong();
        lookAt = now + Math.max(least.toNanos(), TIMES_THE_WAY * (now - begun));
    }

    boolean isOver() {
        return nanoTime.getAsLong() - lookAt >= 0;
    }

    /** Nobody waits: look again after the shortest slice. */
    void goOn() {
        lookAt = nanoTime.getAsLong() + least.toNanos();
    }
}
