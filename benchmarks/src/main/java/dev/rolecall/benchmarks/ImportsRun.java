package dev.rolecall.benchmarks;

import dev.rolecall.demo.DataFolder;
import dev.rolecall.demo.Project;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The benchmark {@code imports}: bringing people in, by Rolecall's ways, by Keycloak's own, and by the tables alone. */
final class ImportsRun {
    private static final String BASE = "rolecall_imports_base";
    private static final String MEASURED = "rolecall_imports";

    /** Counts up when the realms of {@link ImportRealm} change. */
    private static final int LAYOUT = 1;

    private final Project project;
    private final ImportOptions options;
    private final Screen screen;
    private final List<ImportResult> results = new ArrayList<>();
    private String profile = "";

    ImportsRun(Project project, ImportOptions options, Screen screen) {
        this.project = project;
        this.options = options;
        this.screen = screen;
    }

    ImportReport run(DataFolder data) {
        screen.line("Preparing the server and its database …");
        try (Stack stack = Stack.start(project, data, options.heap(), options.postgresBin())) {
            Databases databases = stack.databases();
            makeBase(stack, databases);
            for (int rows : options.rows()) {
                databases.copy(BASE, MEASURED);
                screen.line("Starting the server for " + Numbers.text("%,d", rows) + " rows …");
                try (RunningServer server = stack.server(MEASURED)) {
                    measure(server, databases, data, rows);
                }
            }
            return new ImportReport(setting(databases), results, profile);
        }
    }

    /** Goes on with the realms of an earlier run, unless the realm file or the tables are others by now. */
    private void makeBase(Stack stack, Databases databases) {
        String note = "layout " + LAYOUT + ", " + Preparation.checksum(project);
        if (!options.fresh() && databases.note(BASE).filter(note::equals).isPresent()) {
            return;
        }
        screen.line("Making the realms …");
        databases.create(BASE);
        try (RunningServer server = stack.server(BASE)) {
            new ImportRealm(server.administration(), server.realm(BenchmarkRealm.NAME)).prepare();
        }
        databases.writeNote(BASE, note);
    }

    private void measure(RunningServer server, Databases databases, DataFolder data, int rows) {
        boolean first = rows == options.rows().get(0);
        Map<ImportStep, ImportWay> ways = ways(server, databases, data);
        ways.keySet().removeIf(step -> isStock(step) && !first);
        @Nullable ImportWay jdbc = ways.remove(ImportStep.JDBC);
        ways.forEach(this::warmUp);
        ways.forEach((step, way) -> {
            for (ImportWork work : ImportWork.values()) {
                measure(server, databases, step, way, work, isStock(step) ? options.stockRows() : rows);
                if (step == ImportStep.CSV && work == ImportWork.CREATE && jdbc != null && first) {
                    measure(server, databases, ImportStep.JDBC, jdbc, work, rows);
                }
            }
        });
    }

    private void warmUp(ImportStep step, ImportWay way) {
        int rows = isStock(step) ? options.warmUp() / 10 : options.warmUp();
        if (rows > 0) {
            screen.line(Numbers.text("Warming up %s with %,d rows …", way.label(), rows));
            for (ImportWork work : ImportWork.values()) {
                way.prepare(work, "w" + cohort(step), rows).run();
            }
        }
    }

    private void measure(
            RunningServer server, Databases databases, ImportStep step, ImportWay way, ImportWork work, int rows) {
        String cohort = cohort(step == ImportStep.JDBC ? ImportStep.CSV : step);
        Runnable timed = way.prepare(work, cohort, rows);
        analyze(databases);
        PeakMemory memory = new PeakMemory(server.keycloak().process());
        boolean profiled = options.profile() && step == ImportStep.CSV;
        @Nullable ServerProfile samples = profiled ? ServerProfile.start(server.keycloak().process()) : null;
        ImportResult result = ImportResult.of(step, way, work, rows, timed, server.clock()::now, memory);
        if (samples != null) {
            profile += "#### " + work.label() + Numbers.text(", %,d rows\n\n", rows) + samples.stop() + "\n";
        }
        results.add(result);
        screen.line(Numbers.text(
                "  %s: %s, %,d rows: %,.0f rows a second, %.2f ms server CPU and %.2f ms database CPU a row, peak %d MB, others %.2f",
                way.label(),
                work.label(),
                rows,
                result.perSecond(),
                result.serverMillis(),
                result.databaseMillis(),
                result.peak(),
                result.othersShare()));
    }

    /** In the order of the steps; only what is to be measured. */
    private Map<ImportStep, ImportWay> ways(RunningServer server, Databases databases, DataFolder data) {
        Map<ImportStep, ImportWay> ways = new LinkedHashMap<>();
        for (ImportStep step : ImportStep.values()) {
            if (options.steps().contains(step)) {
                ways.put(step, way(step, server, databases, data));
            }
        }
        return ways;
    }

    private static ImportWay way(ImportStep step, RunningServer server, Databases databases, DataFolder data) {
        return switch (step) {
            case ADMIN -> new AdminRest(server.administration());
            case PARTIAL -> new PartialImport(server.administration());
            case SYNC -> new RowPush(server.realm(BenchmarkRealm.NAME));
            case NDJSON -> file(server, data, FileImport.Format.NDJSON);
            case CSV -> file(server, data, FileImport.Format.CSV);
            case JDBC -> new PlainJdbc(databases, BASE, MEASURED);
        };
    }

    private static ImportWay file(RunningServer server, DataFolder data, FileImport.Format format) {
        return new FileImport(server.realm(BenchmarkRealm.NAME), data.path().resolve("files"), format);
    }

    private static String cohort(ImportStep step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isStock(ImportStep step) {
        return step == ImportStep.ADMIN || step == ImportStep.PARTIAL;
    }

    /** So that no way has better plans than another: see the trap in docs/performance.md. */
    private static void analyze(Databases databases) {
        try (Connection connection = databases.connect(MEASURED);
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        } catch (SQLException e) {
            throw new BenchmarkFailedException("the tables could not be analyzed", e);
        }
    }

    private List<String> setting(Databases databases) {
        return List.of(
                Machine.setting(project, options.heap(), databases),
                Numbers.text(
                        "files of %s rows; Keycloak's own ways with %,d rows; each way after %,d rows to warm up",
                        options.rows().stream()
                                .map(rows -> Numbers.text("%,d", rows))
                                .collect(Collectors.joining(" and ")),
                        options.stockRows(),
                        options.warmUp()));
    }
}
