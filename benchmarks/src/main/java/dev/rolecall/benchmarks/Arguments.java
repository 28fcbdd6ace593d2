package dev.rolecall.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options as they were typed: {@code --name value}, {@code --name=value}, or a flag alone. */
final class Arguments {
    private final Map<String, String> given;

    private Arguments(Map<String, String> given) {
        this.given = given;
    }

    /**
     * @param defaults options that always have a value
     * @param optional options that may be missing
     * @param flags    options without a value
     * @throws IllegalArgumentException with a message for the person who typed them
     */
    static Arguments read(List<String> typed, Map<String, String> defaults, Set<String> optional, Set<String> flags) {
        Map<String, String> given = new HashMap<>(defaults);
        Deque<String> rest = new ArrayDeque<>(typed);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                given.put(name, "");
            } else if (defaults.containsKey(name) || optional.contains(name)) {
                String value = equals < 0 ? rest.pollFirst() : argument.substring(equals + 1);
                if (value == null || value.isEmpty()) {
                    throw new IllegalArgumentException(name + " needs a value");
                }
                given.put(name, value);
            } else {
                throw new IllegalArgumentException("unknown option " + argument);
            }
        }
        return new Arguments(given);
    }

    /** Empty where nothing was given. */
    String text(String name) {
        return given.getOrDefault(name, "");
    }

    int number(String name, int least, int most) {
        return number(name, text(name), least, most);
    }

    /** One or more numbers with commas between them. */
    List<Integer> numbers(String name, int least, int most) {
        return List.of(text(name).split(",", -1)).stream()
                .map(value -> number(name, value, least, most))
                .toList();
    }

    @Nullable Path path(String name) {
        String value = given.get(name);
        return value == null ? null : Path.of(value);
    }

    boolean has(String flag) {
        return given.containsKey(flag);
    }

    private static int number(String name, String value, int least, int most) {
        int number = value.matches("\\d{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "%s needs a number from %d to %d, not %s".formatted(name, least, most, value));
        }
        return number;
    }
}
