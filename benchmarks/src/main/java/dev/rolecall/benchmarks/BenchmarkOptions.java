package dev.rolecall.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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
            "--steps", Step.everyName(),
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
        Map<String, String> given = new HashMap<>(DEFAULTS);
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            accept(rest.removeFirst(), rest, given);
        }
        return new BenchmarkOptions(
                Step.named(given.getOrDefault("--steps", "")),
                number(given, "--customers", FEWEST_CUSTOMERS, 50_000),
                number(given, "--requests", 10, 100_000),
                number(given, "--rounds", 1, 50),
                number(given, "--warm-up", 0, 1_000_000),
                number(given, "--connections", 1, 64),
                number(given, "--create", 1, 1_000),
                Duration.ofSeconds(number(given, "--limit", 1, 3_600)),
                number(given, "--heap", 256, 65_536),
                path(given, "--data"),
                path(given, "--report"),
                path(given, "--postgres-bin"),
                given.containsKey(FRESH));
    }

    private static void accept(String argument, Deque<String> rest, Map<String, String> given) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (name.equals(FRESH) && equals < 0) {
            given.put(FRESH, "");
        } else if (DEFAULTS.containsKey(name) || PATHS.contains(name)) {
            String value = equals < 0 ? rest.pollFirst() : argument.substring(equals + 1);
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            given.put(name, value);
        } else {
            throw new IllegalArgumentException("unknown option " + argument);
        }
    }

    private static int number(Map<String, String> given, String name, int least, int most) {
        String value = given.getOrDefault(name, "");
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "%s needs a number from %d to %d, not %s".formatted(name, least, most, value));
        }
        return number;
    }

    private static @Nullable Path path(Map<String, String> given, String name) {
        String value = given.get(name);
        return value == null ? null : Path.of(value);
    }
}
