package dev.rolecall.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was typed after {@code imports}. Every number is bounded, so that every run ends.
 *
 * @param rows        sizes of files, each measured on a database of its own
 * @param stockRows   rows for Keycloak's own ways, measured beside the first size
 * @param warmUp      untimed rows of each way first; of Keycloak's own at most a tenth
 * @param heap        of the server, in MB
 * @param profile     whether to sample where the server spends its time
 * @param fresh       whether to make the realms anew
 * @param data        where databases and servers are kept; null for a folder in the build
 * @param report      a Markdown file to write; null for none
 * @param postgresBin a folder with the programs of an installed PostgreSQL; null for the embedded one
 */
record ImportOptions(
        Set<ImportStep> steps,
        List<Integer> rows,
        int stockRows,
        int warmUp,
        int heap,
        boolean profile,
        boolean fresh,
        @Nullable Path data,
        @Nullable Path report,
        @Nullable Path postgresBin) {

    private static final Map<String, String> DEFAULTS = Map.of(
            "--steps", Choice.every(ImportStep.class),
            "--rows", "10000,100000",
            "--stock-rows", "1000",
            "--warm-up", "5000",
            "--heap", "512");
    private static final Set<String> PATHS = Set.of("--data", "--report", "--postgres-bin");
    private static final String PROFILE = "--profile";
    private static final String FRESH = "--fresh";

    ImportOptions {
        steps = Set.copyOf(steps);
        rows = List.copyOf(rows);
    }

    /** @throws IllegalArgumentException with a message for the person who typed them */
    static ImportOptions parse(List<String> arguments) {
        Arguments given = Arguments.read(arguments, DEFAULTS, PATHS, Set.of(PROFILE, FRESH));
        return new ImportOptions(
                Choice.named(ImportStep.class, given.text("--steps")),
                given.numbers("--rows", 100, 5_000_000),
                given.number("--stock-rows", 100, 100_000),
                given.number("--warm-up", 0, 1_000_000),
                given.number("--heap", 256, 65_536),
                given.has(PROFILE),
                given.has(FRESH),
                given.path("--data"),
                given.path("--report"),
                given.path("--postgres-bin"));
    }
}
