package dev.rolecall.ldap.keycloak;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Directories that left a question without an answer, as this node knows them. Whoever can do without an answer asks such
 * a one no more for a while, and then one at a time: else every refresh of a token would hold a thread for the whole wait.
 */
final class SilentDirectories {
    static final Duration SPARED = Duration.ofSeconds(30);

    /** When the next question is due, by the id of the LDAP provider. */
    private final ConcurrentMap<String, Instant> due = new ConcurrentHashMap<>();

    private final Clock clock;

    SilentDirectories(Clock clock) {
        this.clock = clock;
    }

    /** Whoever hears yes has to ask: nobody else hears it until that is answered, or as long again. */
    boolean mayAsk(String provider) {
        Instant next = due.get(provider);
        if (next == null) {
            return true;
        }
        Instant now = clock.instant();
        return !now.isBefore(next) && due.replace(provider, next, now.plus(SPARED));
    }

    void silent(String provider) {
        due.put(provider, clock.instant().plus(SPARED));
    }

    void answered(String provider) {
        due.remove(provider);
    }
}
