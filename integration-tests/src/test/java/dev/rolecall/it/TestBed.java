package dev.rolecall.it;

import dev.rolecall.demo.Administration;
import dev.rolecall.demo.KeycloakInstallation;
import dev.rolecall.demo.KeycloakLaunch;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.PostgresServer;
import dev.rolecall.demo.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One PostgreSQL, the files of one server, and one server that runs: made when first asked for, ended with the run. Each process
 * that runs test classes has a bed of its own; they share the files of servers, which nobody changes.
 */
final class TestBed implements AutoCloseable {
    static final String ADMINISTRATOR = "admin";

    /** What only counts when a server's files are built, which takes half a minute: one server for all who want it. */
    private static final List<String> OPTIONS = with(KeycloakInstallation.POSTGRES, "--metrics-enabled=true");

    private static final String SHARED = "shared";

    private final Path installations = path("rolecall.workspace");
    private final Path workspace = workspace();
    private final PostgresServer postgres;
    private final KeycloakInstallation installation;
    private @Nullable KeycloakServer server;
    private @Nullable Administration administration;
    private boolean hasSpareDatabase;

    private TestBed() {
        try {
            Trees.delete(workspace.resolve("postgres"));
            Trees.delete(workspace.resolve("logs"));
            postgres = PostgresServer.start(workspace.resolve("postgres")).stopAtExit();
            installation = installation("keycloak", OPTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeycloakInstallation installation(String folder, List<String> options) throws IOException {
        return installation(folder, Trees.jarsIn(path("rolecall.providers")), options);
    }

    /** One process at a time: who comes second finds the files made. */
    private synchronized KeycloakInstallation installation(String folder, List<Path> jars, List<String> options)
            throws IOException {
        try (FileChannel turn = FileChannel.open(
                installations.resolve("installations.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            turn.lock(); // until the channel is closed
            Path distribution = path("rolecall.server");
            allowLargeBodies(distribution);
            return KeycloakInstallation.prepare(distribution, installations.resolve(folder), jars, options);
        }
    }

    /** Keycloak refuses bodies above 10 MB by itself, as the guide says; files may be larger. */
    private static void allowLargeBodies(Path distribution) throws IOException {
        Files.writeString(
                distribution.resolve("conf").resolve("quarkus.properties"),
                "quarkus.http.limits.max-body-size=1025M\n");
    }

    static TestBed of(ExtensionContext context) {
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(TestBed.class, key -> new TestBed(), TestBed.class);
    }

    /** The server all classes share; nobody stops it. */
    synchronized KeycloakServer server() {
        if (server == null) {
            server = launch(installation, database(), SHARED).start();
        }
        return server;
    }

    synchronized Administration administration() {
        if (administration == null) {
            administration = administration(server());
        }
        return administration;
    }

    static Administration administration(KeycloakServer of) {
        return new Administration(of.url(), ADMINISTRATOR, ADMINISTRATOR);
    }

    /** A server of one's own, on a database that the shared one does not use; one class uses it at a time. */
    synchronized KeycloakLaunch spareServer(String name) {
        if (!hasSpareDatabase) {
            database().execute("create database spare");
            hasSpareDatabase = true;
        }
        return launch(spareDatabase(), name);
    }

    /** Another server on the database of the shared one, with an option that only counts when a server's files are built. */
    KeycloakLaunch serverBuiltWith(String option, String name) {
        try {
            return launch(installation("keycloak-" + name, with(OPTIONS, option)), database(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> with(List<String> options, String option) {
        return Stream.concat(options.stream(), Stream.of(option)).toList();
    }

    /** A server on the spare database that has nothing of ours. */
    synchronized KeycloakLaunch stockServer(String name) {
        try {
            return launch(installation("stock", List.of(), KeycloakInstallation.POSTGRES), spareDatabase(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a realm of the shared server, which goes on running, into a file. */
    Path export(String realm) {
        Path file = workspace.resolve(realm + "-export.json");
        launch(database(), "export-" + realm).export(realm, file);
        return file;
    }

    /** Data for a PostgreSQL of one's own, so that the run's need not be stopped; nothing is there. */
    Path freshData(String name) {
        try {
            Path data = workspace.resolve("postgres-" + name);
            Trees.delete(data);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server on a database that is not the run's. */
    KeycloakLaunch serverOn(Database database, String name) {
        return launch(database, name);
    }

    /** Of the server all classes share. */
    Database database() {
        return database("postgres");
    }

    Database spareDatabase() {
        return database("spare");
    }

    private Database database(String name) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + name, postgres.user(), postgres.password());
    }

    private KeycloakLaunch launch(Database database, String name) {
        return launch(installation, database, name);
    }

    private KeycloakLaunch launch(KeycloakInstallation of, Database database, String name) {
        return of.launch()
                .database(database.url(), database.user(), database.password())
                .administrator(ADMINISTRATOR, ADMINISTRATOR)
                .log(log(name));
    }

    /** Of the process that runs the class. */
    private static Path workspace() {
        return path("rolecall.workspace").resolve(System.getProperty("rolecall.run", "run-1"));
    }

    private static Path log(String server) {
        return workspace().resolve("logs").resolve(server + ".log");
    }

    static Path logOfTheSharedServer() {
        return log(SHARED);
    }

    static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("run by the build, which says where " + property + " is");
        }
        return Path.of(value);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        postgres.close();
    }
}
