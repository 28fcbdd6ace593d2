package dev.rolecall.benchmarks;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What some work cost, and what it asked the directory.
 *
 * @param directory CPU time of the directory, which {@code cpu} counts with the others
 */
record LdapCost(Duration time, CpuTimes cpu, Duration directory, int searches) {
    /** A result with its cost. */
    record Of<T>(T result, LdapCost cost) {}

    static <T> Of<T> of(CpuClock clock, OpenLdap directory, Supplier<T> work) {
        CpuClock asked = new CpuClock(directory.process(), directory.process());
        long mark = directory.mark();
        CpuTimes before = clock.now();
        Duration askedBefore = asked.now().server();
        long start = System.nanoTime();
        T result = work.get();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Duration askedFor = asked.now().server().minus(askedBefore);
        CpuTimes cpu = clock.now().since(before);
        return new Of<>(result, new LdapCost(time, cpu, askedFor, directory.searchesSince(mark)));
    }

    /** The share of one core that others used meanwhile; 0 where the system does not tell. */
    double othersShare() {
        Duration others = cpu.others().orElse(Duration.ZERO).minus(directory);
        return Math.max(0, others.toNanos()) / (double) Math.max(1, time.toNanos());
    }
}
