package dev.rolecall.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A PostgreSQL of ours on the loopback address, with nothing installed: its binaries come as a Maven artifact. */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    // a field, since a logger nobody holds forgets its level
    private static final Logger CHATTER = Logger.getLogger("io.zonky.test");

    private final EmbeddedPostgres database;
    private final Path data;
    private final Thread hook;

    private PostgresServer(EmbeddedPostgres database, Path data) {
        this.database = database;
        this.data = data;
        this.hook = new Thread(this::close, "stop-postgres");
    }

    /**
     * Starts on a free port with the data in this folder, which is made when nothing is there; its log stands beside
     * it. What is committed survives {@link #kill()}: the short cuts that embedded databases usually take are switched
     * off.
     */
    public static PostgresServer start(Path data) {
        return start(data, Ports.free());
    }

    /** The same on a port of the caller's, for one that is started again where its clients look for it. */
    public static PostgresServer start(Path data, int port) {
        try {
            PostgresData folder = new PostgresData(data.toAbsolutePath().normalize());
            folder.makeReady();
            CHATTER.setLevel(Level.WARNING);
            ProcessBuilder.Redirect log =
                    ProcessBuilder.Redirect.appendTo(folder.log().toFile());
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.path())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "300");
            PostgresServer server = new PostgresServer(builder.start(), folder.path());
            folder.markComplete();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be started on " + data, e);
        }
    }

    /** Ends the database together with us, unless it is closed before: for a caller without an order of his own. */
    public PostgresServer stopAtExit() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    public int port() {
        return database.getPort();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    public String user() {
        return "postgres";
    }

    /** Any will do: the database trusts the loopback address. */
    public String password() {
        return "postgres";
    }

    /** The process whose children are the database's others. */
    public ProcessHandle process() {
        return PostgresData.postmaster(data).orElseThrow(() -> new IllegalStateException("PostgreSQL has ended"));
    }

    /** Ends the database like a power cut: SIGKILL to all its processes. */
    public void kill() {
        PostgresData.postmaster(data).ifPresent(Processes::kill);
        close(); // there is nothing left to stop, but the library's lock on the folder
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be stopped", e);
        } finally {
            Processes.forget(hook);
        }
    }
}
