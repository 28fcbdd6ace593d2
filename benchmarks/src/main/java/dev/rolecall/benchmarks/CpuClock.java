package dev.rolecall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Looks at the CPU time of the server, its database and ourselves. Exact on Linux, near enough elsewhere. */
record CpuClock(ProcessHandle server, ProcessHandle database) {
    private static final Path MACHINE = Path.of("/proc/stat");

    CpuTimes now() {
        return new CpuTimes(ofTree(server), ofTree(database), ofProcess(ProcessHandle.current()), ofMachine());
    }

    /** Children that ended count by what their parent inherited: PostgreSQL's come and go. */
    private static Duration ofTree(ProcessHandle root) {
        Duration sum = stat(root).map(ProcStat::children).orElse(Duration.ZERO).plus(ofProcess(root));
        return root.descendants().map(CpuClock::ofProcess).reduce(sum, Duration::plus);
    }

    private static Duration ofProcess(ProcessHandle process) {
        return stat(process)
                .map(ProcStat::own)
                .or(() -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private static Optional<ProcStat> stat(ProcessHandle process) {
        return firstLine(Path.of("/proc", Long.toString(process.pid()), "stat")).map(ProcStat::ofProcess);
    }

    private static Optional<Duration> ofMachine() {
        return firstLine(MACHINE).map(ProcStat::ofMachine);
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).lines().findFirst() : Optional.empty();
        } catch (IOException ended) {
            return Optional.empty(); // between the look and the reading
        }
    }
}
