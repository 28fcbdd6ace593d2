package dev.rolecall.benchmarks;

import dev.rolecall.demo.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL started with programs that are installed on this machine, on data of ours. */
final class InstalledPostgres implements Postgres {
    private static final long PATIENCE_SECONDS = 120;
    private static final String PID_FILE = "postmaster.pid";

    private final Path programs;
    private final Path data;
    private final int port = Ports.free();
    private final ProcessHandle process;
    private final Thread hook = new Thread(this::stop, "stop-postgres");

    private InstalledPostgres(Path programs, Path data) throws IOException {
        this.programs = programs;
        this.data = data;
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            run("initdb", "-A", "trust", "-U", user(), "-E", "UTF-8", "-D", data.toString());
        }
        if (Files.exists(data.resolve(PID_FILE))) {
            endLeftover();
        }
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                data + ".log",
                "-w",
                "-o",
                "-p " + port + " -h 127.0.0.1 -k ''" + " -c max_connections=300",
                "start");
        process = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve(PID_FILE)).get(0).strip()))
                .orElseThrow(() -> new BenchmarkFailedException("PostgreSQL ended, see " + data + ".log"));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static InstalledPostgres start(Path programs, Path data) {
        try {
            return new InstalledPostgres(programs, data.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new BenchmarkFailedException("PostgreSQL could not be started with " + programs, e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }

    @Override
    public ProcessHandle process() {
        return process;
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // it finds nothing left to do
        }
    }

    /** Of a run that was killed: the file may name a process that ended, or one that runs. */
    private void endLeftover() throws IOException {
        try {
            run("pg_ctl", "-D", data.toString(), "-w", "-m", "fast", "stop");
        } catch (BenchmarkFailedException notRunning) {
            Files.deleteIfExists(data.resolve(PID_FILE));
        }
    }

    private void stop() {
        if (process.isAlive()) {
            try {
                run("pg_ctl", "-D", data.toString(), "-w", "-m", "fast", "stop");
            } catch (IOException | BenchmarkFailedException e) {
                process.destroyForcibly();
            }
        }
    }

    /** PostgreSQL does not run as root; in a user namespace of its own nobody is. */
    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Files.createDirectories(data.getParent());
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(Path.of(data + ".log").toFile()))
                .start();
        try {
            if (!started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                started.destroyForcibly();
                throw new BenchmarkFailedException(program + " took longer than " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("interrupted", e);
        }
        if (started.exitValue() != 0) {
            throw new BenchmarkFailedException(
                    program + " ended with " + started.exitValue() + ", see " + data + ".log");
        }
    }
}
