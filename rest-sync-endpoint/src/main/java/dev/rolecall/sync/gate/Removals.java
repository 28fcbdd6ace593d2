package dev.rolecall.sync.gate;

import dev.rolecall.access.RemovedCustomer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Does again, a moment later, what met a customer on its way out. */
final class Removals {
    /** What a node of the cluster takes at most to hear of a removal that is committed. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofMillis(500));

    private Removals() {}

    /**
     * @param work what can be done again when it failed
     * @throws Refusal 409 when it fails like that until the end
     */
    static <T> T outlast(Supplier<T> work) {
        return outlast(
                work,
                () -> Refusal.conflict(
                        "A customer of the person is being removed; send the request again.", List.of()));
    }

    /** @param end what to say when it fails like that until the end */
    static <T> T outlast(Supplier<T> work, Supplier<? extends RuntimeException> end) {
        for (Duration pause : PAUSES) {
            try {
                return work.get();
            } catch (NullPointerException e) { // of Keycloak; any other goes on its way
                require(e);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        try {
            return work.get();
        } catch (NullPointerException e) { // as above
            require(e);
            throw end.get();
        }
    }

    private static void require(NullPointerException failure) {
        if (!RemovedCustomer.isBehind(failure)) {
            throw failure;
        }
    }
}
