package dev.rolecall.imports;

import java.time.Duration;

/**
 * What a run that broke off means for its import.
 *
 * @param delay  until it is tried again
 * @param counts whether it was the import's fault, as far as one can tell: after so many of these it is given up
 */
record Setback(Duration delay, boolean counts) {
    /** Runs without a block applied, after which an import is given up. */
    static final int MOST_ATTEMPTS = 10;

    static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /** None of the import's doing: any node may go on at once. */
    static final Setback NONE = new Setback(Duration.ZERO, false);

    private static final Duration OUTAGE_DELAY = Duration.ofSeconds(5);

    /** @param attempt which run it was without a block applied, from 1 */
    static Setback of(Throwable cause, int attempt) {
        if (Outage.isBehind(cause)) {
            return new Setback(OUTAGE_DELAY, false);
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(10, attempt));
        return new Setback(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay, true);
    }
}
