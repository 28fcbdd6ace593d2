package dev.rolecall.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A way to bring people in, which can be left out of a run. */
enum ImportStep {
    /** Keycloak's own ways first: they have the emptier tables. */
    ADMIN,
    PARTIAL,
    SYNC,
    NDJSON,
    CSV,
    /** Needs {@link #CSV}: it writes the rows which that one has written. */
    JDBC;

    /** Reads names with commas between them, for example {@code csv,jdbc}. */
    static Set<ImportStep> named(String list) {
        Set<ImportStep> steps = EnumSet.noneOf(ImportStep.class);
        for (String name : list.split(",", -1)) {
            steps.add(Arrays.stream(values())
                    .filter(step -> step.wire().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--steps takes %s, not %s".formatted(everyName(), name.isEmpty() ? "nothing" : name))));
        }
        return steps;
    }

    static String everyName() {
        return Arrays.stream(values()).map(ImportStep::wire).collect(Collectors.joining(","));
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
