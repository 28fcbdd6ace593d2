package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryPerson;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * People whom a sync found in the directory and not in Keycloak. Keycloak's own sync imports them right after the mappers'
 * syncs, one by one, and by what was said of all together each gets theirs without a search. It is given once, for an hour
 * at most, and given up where memory is short: who comes too late gets theirs at the first login. For several threads.
 *
 * <p>Nobody says when that sync ends, so people are written together once as many came as are still to come. The last
 * batches become smaller and the last person is one; only where the imports of several fail, fewer than these are left
 * for their first login or the next sync.
 */
final class Arrivals {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private volatile SoftReference<Expected> expected = new SoftReference<>(null);

    Arrivals(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param answers of those who did not come yet, by the id of the entry
     * @param waiting of those who came and have nothing yet, by user id
     */
    private record Expected(
            Instant until,
            Answered answered,
            ConcurrentMap<String, DirectoryPerson> answers,
            Map<String, DirectoryPerson> waiting) {}

    /** What was said of somebody, and when. */
    record Arrived(DirectoryPerson person, Answered answered) {}

    /** @param answers what the directory says of each, by the id of the entry; those expected before are forgotten */
    void expect(Map<String, DirectoryPerson> answers, Answered answered) {
        expected = new SoftReference<>(new Expected(
                clock.instant().plus(LONGEST), answered, new ConcurrentHashMap<>(answers), new HashMap<>()));
    }

    /** @param entry the id of the entry of somebody who is imported */
    Optional<Arrived> arrived(@Nullable String entry) {
        Expected some = expected.get();
        if (some == null || entry == null) {
            return Optional.empty();
        }
        if (some.until().isBefore(clock.instant())) {
            expected.clear();
            return Optional.empty();
        }
        return Optional.ofNullable(some.answers().remove(entry)).map(person -> new Arrived(person, some.answered()));
    }

    /**
     * Notes that somebody who {@linkplain #arrived arrived} has an account.
     *
     * @param most how many are written together
     * @return who is to be written now, by user id; nobody if this one waits for others
     */
    Map<String, DirectoryPerson> stored(String userId, DirectoryPerson answer, int most) {
        Expected some = expected.get();
        if (some == null) {
            return Map.of(userId, answer);
        }
        synchronized (some.waiting()) {
            some.waiting().put(userId, answer);
            if (some.waiting().size() < Math.min(most, some.answers().size())) {
                return Map.of();
            }
            Map<String, DirectoryPerson> now = Map.copyOf(some.waiting());
            some.waiting().clear();
            return now;
        }
    }
}
