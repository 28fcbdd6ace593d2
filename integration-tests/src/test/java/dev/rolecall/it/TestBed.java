package dev.rolecall.it;

import dev.rolecall.demo.Administration;
import dev.rolecall.demo.KeycloakInstallation;
import dev.rolecall.demo.KeycloakLaunch;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.PostgresServer;
import dev.rolecall.demo.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL, the files of one server, and one server that runs: made when first asked for, ended with the run. */
final class TestBed implements AutoCloseable {
    static final String ADMINISTRATOR = "admin";

    private final Path workspace = path("rolecall.workspace");
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
            allowLargeBodies(path("rolecall.server"));
            installation = installation("keycloak", KeycloakInstallation.POSTGRES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeycloakInstallation installation(String folder, List<String> options) throws IOException {
        return KeycloakInstallation.prepare(
                path("rolecall.server"), workspace.resolve(folder), Trees.jarsIn(path("rolecall.providers")), options);
    }

    /** Keycloak refuses bodies above 10 MB by itself, as the guide says; files may be larger. */
    private static void allowLargeBodies(Path distribution) throws IOException {
        Files.writeString(
                distribution.resolve("conf").resolve("quarkus.properties"),
                "quarkus.http.limits.max-body-size=1025M\n");
    }

    static TestBed of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(TestBed.class, key -> new TestBed(), TestBed.class);
    }

    /** The server all classes share; nobody stops it. */
    synchronized KeycloakServer server() {
        if (server == null) {
            server = launch(installation, database(), "shared").start();
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
    KeycloakLaunch spareServer(String name) {
        return spareServer(installation, name);
    }

    /** The same with an option that only counts when the server's files are built, which takes half a minute. */
    KeycloakLaunch spareServerBuiltWith(String option, String name) {
        List<String> options = new ArrayList<>(KeycloakInstallation.POSTGRES);
        options.add(option);
        try {
            return spareServer(installation("keycloak-" + name, options), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized KeycloakLaunch spareServer(KeycloakInstallation of, String name) {
        if (!hasSpareDatabase) {
            database().execute("create database spare");
            hasSpareDatabase = true;
        }
        return launch(of, spareDatabase(), name);
    }

    /** A server on the spare database that has nothing of ours. */
    synchronized KeycloakLaunch stockServer(String name) {
        KeycloakInstallation stock = KeycloakInstallation.prepare(
                path("rolecall.server"), workspace.resolve("stock"), List.of(), KeycloakInstallation.POSTGRES);
        return launch(stock, spareDatabase(), name);
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
                .log(workspace.resolve("logs").resolve(name + ".log"));
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
