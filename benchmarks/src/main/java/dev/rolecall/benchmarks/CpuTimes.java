package dev.rolecall.benchmarks;

import java.time.Duration;
import java.util.Optional;

/**
 * CPU time used since each began, or between two looks.
 *
 * @param machine by everything on the machine; empty where the system does not tell
 */
record CpuTimes(Duration server, Duration database, Duration client, Optional<Duration> machine) {
    CpuTimes since(CpuTimes before) {
        return new CpuTimes(
                server.minus(before.server),
                database.minus(before.database),
                client.minus(before.client),
                machine.flatMap(now -> before.machine.map(now::minus)));
    }

    /** By processes that have nothing to do with us: with much of it a measurement is worth little. */
    Optional<Duration> others() {
        return machine.map(all -> all.minus(server).minus(database).minus(client))
                .map(rest -> rest.isNegative() ? Duration.ZERO : rest);
    }
}
