package dev.rolecall.imports;

import java.time.Duration;

/** Tells what has passed since it was asked last. For one thread. */
final class Stopwatch {
    private long since = System.nanoTime();

    Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - since);
        since = now;
        return lap;
    }
}
