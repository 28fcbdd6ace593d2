package dev.rolecall.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was typed after the name of the benchmark. Every number is bounded, so that every run ends.
 *
 * @param customers   how many the realm has, with 10 deployments each
 * @param requests    timed requests in a row, before another way gets its turn
 * @param rounds      how often each way gets its turn
 * @param warmUp      untimed token requests before the first round
 * @param connections how many requests are under way at once
 * @param created     customers to create each way, at the start and at the end
 * @param limit       how long one row of requests may take before it is cut short
 * @param heap        of the server, in MB
 * @param data        where databases and servers are kept; null for a folder in the build
 * @param report      a Markdown file to write; null for none
 * @param postgresBin a folder with the programs of an installed PostgreSQL; null for the embedded one
 */
record BenchmarkOptions(
        Set<Step> steps,
        int customers,
        int requests,
        int rounds,
        int warmUp,
        int connections,
        int created,
        Duration limit,
        int heap,
        @Nullable Path data,
        @Nullable Path report,
        @Nullable Path postgresBin,
        boolean fresh) {

    /** Below this nobody can hold 1,000 grants on 10 deployments each. */
    static final int FEWEST_CUSTOMERS = 100;

    private static final Map<String, String> DEFAULTS = Map.of(
            "--steps", Choice.every(Step.class),
            "--customers", "10000",
            "--requests", "500",
            "--rounds", "5",
            "--warm-up", "10000",
            "--connections", "4",
            "--create", "100",
            "--limit", "120",
            "--heap", "512");
    private static final Set<String> PATHS = Set.of("--data", "--report", "--postgres-bin");
    private static final String FRESH = "--fresh";

    BenchmarkOptions {
        steps = Set.copyOf(steps);
    }

    /**
     * Reads options as {@code --name value} or {@code --name=value}.
     *
     * @throws IllegalArgumentException with a message for the person who typed them
     */
    static BenchmarkOptions parse(List<String> arguments) {
        Arguments given = Arguments.read(arguments, DEFAULTS, PATHS, Set.of(FRESH));
        return new BenchmarkOptions(
                Choice.named(Step.class, given.text("--steps")),
                given.number("--customers", FEWEST_CUSTOMERS, 50_000),
                given.number("--requests", 10, 100_000),
                given.number("--rounds", 1, 50),
                given.number("--warm-up", 0, 1_000_000),
                given.number("--connections", 1, 64),
                given.number("--create", 1, 1_000),
                Duration.ofSeconds(given.number("--limit", 1, 3_600)),
                given.number("--heap", 256, 65_536),
                given.path("--data"),
                given.path("--report"),
                given.path("--postgres-bin"),
                given.has(FRESH));
    }
}
