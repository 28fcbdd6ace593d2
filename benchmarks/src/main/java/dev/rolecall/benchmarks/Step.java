package dev.rolecall.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of a run that can be left out. */
enum Step {
    TOKENS,
    CUSTOMERS,
    ACCESS;

    /** Reads names with commas between them, for example {@code tokens,access}. */
    static Set<Step> named(String list) {
        Set<Step> steps = EnumSet.noneOf(Step.class);
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
        return Arrays.stream(values()).map(Step::wire).collect(Collectors.joining(","));
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
