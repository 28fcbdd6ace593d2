package dev.rolecall.benchmarks;

import dev.rolecall.demo.Administration;
import dev.rolecall.demo.DataFolder;
import dev.rolecall.demo.KeycloakInstallation;
import dev.rolecall.demo.KeycloakLaunch;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of a run and the files of its server; servers are started on one database after the other. */
final class Stack implements AutoCloseable {
    static final String ADMINISTRATOR = "admin";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The service clients of the shipped realm, and the variable that each one's secret comes from. */
    private static final Map<String, String> SERVICES = Map.of(
            "hr-import", "HR_IMPORT_SECRET",
            "people-push", "PEOPLE_PUSH_SECRET",
            "access-admin", "ACCESS_ADMIN_SECRET");

    private final Project project;
    private final DataFolder data;
    private final int heap;
    private final Postgres postgres;
    private final KeycloakInstallation installation;

    private Stack(Project project, DataFolder data, int heap, Postgres postgres) {
        this.project = project;
        this.data = data;
        this.heap = heap;
        this.postgres = postgres;
        this.installation = KeycloakInstallation.prepare(
                project.distribution(), data.installation(true), project.providers(), KeycloakInstallation.POSTGRES);
    }

    /**
     * @param heap     of the servers, in MB
     * @param programs a folder with the programs of an installed PostgreSQL; null for the embedded one
     */
    static Stack start(Project project, DataFolder data, int heap, @Nullable Path programs) {
        Postgres postgres = programs == null
                ? Postgres.embedded(data.postgres())
                : InstalledPostgres.start(programs, data.path().resolve("installed-postgres"));
        return new Stack(project, data, heap, postgres);
    }

    Databases databases() {
        return new Databases(postgres);
    }

    /** With the shipped realm, which is imported where it is not there yet. */
    RunningServer server(String database) {
        KeycloakLaunch launch = installation
                .launch()
                .database(postgres.url(database), postgres.user(), postgres.password())
                .administrator(ADMINISTRATOR, ADMINISTRATOR)
                .importing(project.realm())
                .environment("JAVA_OPTS_KC_HEAP", "-Xms%1$dm -Xmx%1$dm".formatted(heap))
                .environment("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", "1025M") // as the guide says: a file may have 1 GB
                .environment("DEMO_APP_URL", "http://127.0.0.1:8081")
                .patience(PATIENCE)
                .log(data.log(database))
                .onProcess(data::remember);
        SERVICES.forEach((client, variable) -> launch.environment(variable, secretOf(client)));
        KeycloakServer server = launch.start();
        return new RunningServer(
                server,
                new Administration(server.url(), ADMINISTRATOR, ADMINISTRATOR),
                new CpuClock(server.process(), postgres.process()));
    }

    /** For servers that nobody else can reach. */
    static String secretOf(String client) {
        return client + "-secret";
    }

    @Override
    public void close() {
        postgres.close();
    }
}
