package dev.rolecall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The most memory a server had resident since the last look at it. Linux alone tells; elsewhere it is 0. */
record PeakMemory(ProcessHandle server) {
    private static final String PEAK = "VmHWM:";

    /** Forgets the peak, where we may: then the next one is of what happens from now on. */
    void reset() {
        processes().forEach(process -> {
            try {
                Files.writeString(file(process, "clear_refs"), "5");
            } catch (IOException notOurs) {
                // the peak is then of the whole run
            }
        });
    }

    /** Of the largest process of the server: its script may be another one. */
    int megabytes() {
        return processes().mapToInt(PeakMemory::megabytes).max().orElse(0);
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(server), server.descendants());
    }

    private static int megabytes(ProcessHandle process) {
        try {
            return ofStatus(Files.readString(file(process, "status")));
        } catch (IOException endedOrElsewhere) {
            return 0;
        }
    }

    /** Reads {@code /proc/<pid>/status}. */
    static int ofStatus(String status) {
        return status.lines()
                .filter(line -> line.startsWith(PEAK))
                .map(line -> line.substring(PEAK.length()).strip().split(" ", -1)[0])
                .mapToInt(kilobytes -> Integer.parseInt(kilobytes) / 1_024)
                .findFirst()
                .orElse(0);
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
