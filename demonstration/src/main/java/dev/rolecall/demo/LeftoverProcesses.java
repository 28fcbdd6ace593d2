package dev.rolecall.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that names processes of ours, so that a later start can end them. A process id alone would not do: ids are
 * used again, so the time each started is kept beside it.
 */
record LeftoverProcesses(Path file) {
    /** Remembers a process and its children, which outlive it when it is killed alone. */
    void remember(ProcessHandle process) {
        String lines = Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> started(each).map(start -> each.pid() + " " + start).stream())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends those that still run. */
    void end() {
        running().forEach(Processes::stop);
        forget();
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ProcessHandle> running() {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().flatMap(line -> named(line).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> named(String line) {
        String[] parts = line.strip().split(" ", -1);
        if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
            return Optional.empty(); // cut short by a hard end
        }
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(process -> started(process).filter(parts[1]::equals).isPresent());
    }

    private static Optional<String> started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString);
    }
}
