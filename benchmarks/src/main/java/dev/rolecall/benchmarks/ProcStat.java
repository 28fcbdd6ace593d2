package dev.rolecall.benchmarks;

import java.time.Duration;

/**
 * The CPU time in {@code /proc/<pid>/stat} and {@code /proc/stat} of Linux.
 *
 * @param own      what the process itself used
 * @param children what its ended children used
 */
record ProcStat(Duration own, Duration children) {
    private static final int TICK_MILLIS = 10; // USER_HZ is 100 on every architecture that Keycloak runs on

    /** Reads the line of one process; the name in it may hold anything, a closing bracket too. */
    static ProcStat ofProcess(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" +", -1);
        return new ProcStat(ticks(fields, 11, 12), ticks(fields, 13, 14));
    }

    /** Everything the machine did, by the first line of {@code /proc/stat}: all but idle and waiting for disks. */
    static Duration ofMachine(String line) {
        String[] fields = line.strip().split(" +", -1);
        return ticks(fields, 1, 2, 3, 6, 7, 8);
    }

    private static Duration ticks(String[] fields, int... which) {
        long ticks = 0;
        for (int field : which) {
            ticks += Long.parseLong(fields[field]);
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }
}
