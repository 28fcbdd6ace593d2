package dev.rolecall.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the benchmark {@code ldap} that can be left out. */
enum LdapStep {
    LOGINS,
    SYNC;

    /** Reads names with commas between them, for example {@code logins,sync}. */
    static Set<LdapStep> named(String list) {
        Set<LdapStep> steps = EnumSet.noneOf(LdapStep.class);
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
        return Arrays.stream(values()).map(LdapStep::wire).collect(Collectors.joining(","));
    }

    private String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
