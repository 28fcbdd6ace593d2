package dev.rolecall.benchmarks;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What some requests in a row cost.
 *
 * @param cpu between the first and the last of them
 */
record Measurement(Samples millis, Duration time, CpuTimes cpu, KeepAlive.Reply last) {
    static Measurement of(CpuClock clock, Supplier<Load.Outcome> work) {
        CpuTimes before = clock.now();
        Load.Outcome outcome = work.get();
        CpuTimes cpu = clock.now().since(before);
        return new Measurement(Samples.of(outcome.millis(), Double::doubleValue), outcome.time(), cpu, outcome.last());
    }

    double perSecond() {
        return requests() / (time.toNanos() / 1e9);
    }

    double serverMillis() {
        return cpu.server().toNanos() / 1e6 / requests();
    }

    double databaseMillis() {
        return cpu.database().toNanos() / 1e6 / requests();
    }

    double p50() {
        return millis.percentile(50);
    }

    double p95() {
        return millis.percentile(95);
    }

    /** The share of one core that others used meanwhile; 0 where the system does not tell. */
    double othersShare() {
        return cpu.others().orElse(Duration.ZERO).toNanos() / (double) Math.max(1, time.toNanos());
    }

    private int requests() {
        return millis.count();
    }
}
