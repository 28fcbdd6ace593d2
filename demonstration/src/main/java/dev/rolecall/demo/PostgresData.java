package dev.rolecall.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder of a PostgreSQL, and what a hard end may have left in it. */
record PostgresData(Path path) {
    private static final String COMPLETE = "rolecall.complete";
    private static final String PID_FILE = "postmaster.pid";

    /**
     * A folder that was never finished is emptied; a database still running there, because only we were killed, is
     * ended; a pid file without its process is removed, since its number may belong to somebody else by now.
     */
    void makeReady() throws IOException {
        postmaster(path).ifPresent(Processes::stop);
        if (Files.exists(path) && !Files.exists(path.resolve(COMPLETE))) {
            Trees.delete(path);
        }
        Files.createDirectories(path);
        Files.deleteIfExists(path.resolve(PID_FILE));
    }

    void markComplete() throws IOException {
        Files.writeString(path.resolve(COMPLETE), "made by Rolecall's demo\n");
    }

    Path log() {
        return path.resolveSibling(path.getFileName() + ".log");
    }

    /** The database that runs on a folder, if one does. */
    static Optional<ProcessHandle> postmaster(Path data) {
        try {
            Path file = data.resolve(PID_FILE);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? Optional.empty() : running(lines.get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> running(String pid) {
        return pid.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(PostgresData::isPostgres)
                : Optional.empty();
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }
}
