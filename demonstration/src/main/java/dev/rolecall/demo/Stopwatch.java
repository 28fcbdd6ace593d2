package dev.rolecall.demo;

import java.time.Duration;
import java.util.Locale;

/** Time since it was made. */
final class Stopwatch {
    private final long start = System.nanoTime();

    /** For people, for example {@code 12.3 s}. */
    String seconds() {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    }
}
