package dev.rolecall.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Parts of a run as {@code --steps} names them. */
final class Choice {
    private Choice() {}

    /** Reads names with commas between them, for example {@code csv,jdbc}. */
    static <S extends Enum<S>> Set<S> named(Class<S> of, String list) {
        Set<S> steps = EnumSet.noneOf(of);
        for (String name : list.split(",", -1)) {
            steps.add(Arrays.stream(of.getEnumConstants())
                    .filter(step -> wire(step).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--steps takes %s, not %s".formatted(every(of), name.isEmpty() ? "nothing" : name))));
        }
        return steps;
    }

    static String every(Class<? extends Enum<?>> of) {
        return Arrays.stream(of.getEnumConstants()).map(Choice::wire).collect(Collectors.joining(","));
    }

    private static String wire(Enum<?> step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
