package dev.rolecall.benchmarks;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What some rows cost, brought in one way.
 *
 * @param cpu   meanwhile
 * @param peak  megabytes of memory the server had at most meanwhile; 0 where the system does not tell
 */
record ImportResult(ImportStep way, String label, ImportWork work, int rows, Duration time, CpuTimes cpu, int peak) {
    static ImportResult of(
            ImportStep step,
            ImportWay way,
            ImportWork work,
            int rows,
            Runnable timed,
            Supplier<CpuTimes> clock,
            PeakMemory memory) {
        memory.reset();
        CpuTimes before = clock.get();
        long start = System.nanoTime();
        timed.run();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new ImportResult(step, way.label(), work, rows, time, clock.get().since(before), memory.megabytes());
    }

    double perSecond() {
        return rows / (time.toNanos() / 1e9);
    }

    double serverMillis() {
        return cpu.server().toNanos() / 1e6 / rows;
    }

    double databaseMillis() {
        return cpu.database().toNanos() / 1e6 / rows;
    }

    /** The share of one core that others used meanwhile; 0 where the system does not tell. */
    double othersShare() {
        return cpu.others().orElse(Duration.ZERO).toNanos() / (double) Math.max(1, time.toNanos());
    }
}
