package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that runs while the demo does: directory, database, Keycloak, sample application. It starts them in that
 * order, and ends them in the opposite one.
 */
final class DemoStack implements AutoCloseable {
    static final String REALM = "cloud";
    static final String ADMINISTRATOR = "admin";

    private static final Duration PATIENCE = Duration.ofMinutes(10); // a newcomer's machine may be a slow one

    /** The service clients of the realm, and the variable that each one's secret comes from. */
    private static final Map<String, String> SERVICES = Map.of(
            HrImport.CLIENT,
            "HR_IMPORT_SECRET",
            "people-push",
            "PEOPLE_PUSH_SECRET",
            "access-admin",
            "ACCESS_ADMIN_SECRET");

    private final Project project;
    private final DemoOptions options;
    private final DataFolder data;
    private final Screen screen;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;
    private @Nullable DemoDirectory directory;
    private @Nullable KeycloakServer keycloak;
    private @Nullable SampleApplication application;

    DemoStack(Project project, DemoOptions options, DataFolder data, Screen screen) {
        this.project = project;
        this.options = options;
        this.data = data;
        this.screen = screen;
    }

    void start() {
        requireFree(options.port(), "Keycloak", "--port");
        requireFree(options.managementPort(), "health and metrics", "--management-port");
        requireFree(options.appPort(), "the sample application", "--app-port");
        if (options.ldapPort() != 0) {
            requireFree(options.ldapPort(), "the directory", "--ldap-port");
        }
        if (options.fresh()) {
            data.empty();
        }
        directory = opened(DemoDirectory.start(options.ldapPort(), project.directoryFile()));
        KeycloakInstallation installation = install();
        KeycloakServer server = startServer(installation);
        keycloak = server;
        application = opened(SampleApplication.start(options.appPort(), new Realm(publicUrl(), REALM).uri("")));
        letApplicationIn();
        new DirectoryEntry(administration(), REALM).pointAt(directory().url());
    }

    /** Where people come from who are not in the file. */
    DemoDirectory directory() {
        return started(directory);
    }

    /** As browsers and tokens name it. */
    String publicUrl() {
        return "http://localhost:" + options.port();
    }

    Realm realm() {
        return new Realm(publicUrl(), REALM);
    }

    Administration administration() {
        return new Administration(publicUrl(), ADMINISTRATOR, ADMINISTRATOR);
    }

    /** The secret that the realm was imported with, for a development machine only. */
    static String secretOf(String client) {
        return client + "-secret";
    }

    String applicationUrl() {
        return started(application).url();
    }

    boolean isAlive() {
        return started(keycloak).isAlive();
    }

    ServerLog log() {
        return started(keycloak).log();
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            end(running.pop());
        }
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // the others have to end whatever happened to this one
            System.err.println("could not be ended: " + e.getMessage());
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        if (closed) {
            end(part);
            throw new IllegalStateException("the demo is ending");
        }
        running.push(part);
        return part;
    }

    private void requireFree(int port, String what, String option) {
        if (!Ports.isFree(port)) {
            throw new DemoException(
                    "port %d, wanted for %s, is in use: end what listens there, or choose another with %s"
                            .formatted(port, what, option));
        }
    }

    private KeycloakInstallation install() {
        List<String> build = options.postgres() ? KeycloakInstallation.POSTGRES : KeycloakInstallation.H2;
        List<Path> jars = project.providers();
        Path home = data.installation(options.postgres());
        String what = "Keycloak " + project.keycloakVersion() + " with " + jars.size() + " Rolecall jars";
        if (!KeycloakInstallation.isStale(project.distribution(), home, jars, build)) {
            screen.line(what + " is built already.");
            return KeycloakInstallation.prepare(project.distribution(), home, jars, build);
        }
        screen.line("Building " + what + ", about half a minute …");
        Stopwatch watch = new Stopwatch();
        KeycloakInstallation installation = KeycloakInstallation.prepare(project.distribution(), home, jars, build);
        screen.line("  built in " + watch.seconds() + ".");
        return installation;
    }

    private KeycloakServer startServer(KeycloakInstallation installation) {
        screen.line("Starting it on " + (options.postgres() ? "an embedded PostgreSQL" : "an H2 file") + " in "
                + data.path() + ", about half a minute …");
        Stopwatch watch = new Stopwatch();
        KeycloakLaunch launch = installation
                .launch()
                .port(options.port())
                .managementPort(options.managementPort())
                .option("--hostname=" + publicUrl())
                .administrator(ADMINISTRATOR, ADMINISTRATOR)
                .importing(project.realm())
                .environment("DEMO_APP_URL", "http://localhost:" + options.appPort())
                .patience(PATIENCE)
                .log(data.log("keycloak"));
        SERVICES.forEach((client, variable) -> launch.environment(variable, secretOf(client)));
        KeycloakServer server =
                opened(onDatabase(launch).onProcess(data::remember).start());
        screen.line("  ready after " + watch.seconds() + ".");
        return server;
    }

    private KeycloakLaunch onDatabase(KeycloakLaunch launch) {
        if (!options.postgres()) {
            return launch.h2(data.h2());
        }
        PostgresServer database = opened(PostgresServer.start(data.postgres()));
        return launch.database(database.url(), database.user(), database.password());
    }

    /** The realm file names one web origin; the application may stand on another port than at the import. */
    private void letApplicationIn() {
        Administration administration = administration();
        JsonNode client = administration
                .get("/" + REALM + "/clients?clientId=" + SampleApplication.CLIENT)
                .expecting(200)
                .json()
                .path(0);
        JsonNode origins = Json.of(List.of(applicationUrl()));
        if (!client.path("webOrigins").equals(origins)) {
            ObjectNode changed = client.deepCopy();
            changed.set("webOrigins", origins);
            administration
                    .put("/" + REALM + "/clients/" + client.path("id").asText(), changed)
                    .expecting(204);
        }
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the demo has not started");
        }
        return part;
    }
}
