package dev.rolecall.imports;

import dev.rolecall.sync.source.LeaverLimit;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a snapshot means for those it misses; {@link Leaving} does it. */
sealed interface Snapshot {
    String EMPTY = "The file has no rows; a snapshot of nobody is refused.";

    /** How long a held import waits for somebody's decision: what it found out grows old. */
    Duration DECISION = Duration.ofDays(7);

    String UNDECIDED = "Nobody decided within " + DECISION.toDays() + " days; nobody left.";

    /**
     * @param people  all of the source, those who are missing among them
     * @param hidden  rows of which the key could not be read
     * @param missing people whom the file does not name
     */
    static Snapshot of(long people, long hidden, long missing, LeaverLimit limit) {
        if (hidden > 0 && missing > 0) {
            return new Spared(String.format(
                    Locale.ROOT,
                    "Nobody leaves: the key of %d rows could not be read, and any of the %d people who seem to be missing"
                            + " may be among them.",
                    hidden,
                    missing));
        }
        long allowed = limit.allowed(people);
        return missing > allowed
                ? new Held(String.format(
                        Locale.ROOT,
                        "%d of the %d people of this source are missing from the file; more than %d leave only when somebody"
                                + " approves it within %d days.",
                        missing,
                        people,
                        allowed,
                        DECISION.toDays()))
                : new Released();
    }

    /** A file without a single row is a mistake somewhere, however it is counted. */
    static Optional<String> refusal(long rows) {
        return rows == 0 ? Optional.of(EMPTY) : Optional.empty();
    }

    /** What the sender should know. */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /** They leave. */
    record Released() implements Snapshot {}

    /** Nobody leaves, and the sender is told why. */
    record Spared(String why) implements Snapshot {
        @Override
        public Optional<String> warning() {
            return Optional.of(why);
        }
    }

    /** Somebody is to decide. */
    record Held(String why) implements Snapshot {
        @Override
        public Optional<String> warning() {
            return Optional.of(why);
        }
    }
}
