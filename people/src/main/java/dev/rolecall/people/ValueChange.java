package dev.rolecall.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are changed: first the case of their letters, then by a table. A value that is not in the
 * table becomes what stands for all others, or stays.
 *
 * @param others what every value that is not in the table becomes; null where it stays
 */
record ValueChange(
        LetterCase letterCase,
        Map<String, String> table,
        @Nullable String others) {
    static final ValueChange NONE = new ValueChange(LetterCase.AS_IT_IS, Map.of(), null);

    private static final String ANY = "*";

    /** What becomes of the letters. */
    enum LetterCase {
        AS_IT_IS,
        LOWER,
        UPPER;

        private String of(String value) {
            return switch (this) {
                case AS_IT_IS -> value;
                case LOWER -> value.toLowerCase(Locale.ROOT);
                case UPPER -> value.toUpperCase(Locale.ROOT);
            };
        }
    }

    ValueChange {
        table = new LinkedHashMap<>(table);
    }

    /**
     * @param steps {@code lower}, {@code upper}, {@code value=other} and {@code *=other}
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static ValueChange of(List<String> steps) {
        LetterCase letterCase = LetterCase.AS_IT_IS;
        Map<String, String> table = new LinkedHashMap<>();
        String others = null;
        for (String step : steps) {
            int equals = step.indexOf('=');
            if (equals < 0) {
                letterCase = letterCase(step, letterCase);
                continue;
            }
            String from = step.substring(0, equals).strip();
            String to = MappingText.decode(step.substring(equals + 1).strip());
            if (from.equals(ANY) ? others != null : table.put(MappingText.decode(from), to) != null) {
                throw new IllegalArgumentException("the value " + RowDraft.shown(from) + " is there twice");
            }
            others = from.equals(ANY) ? to : others;
        }
        ValueChange change = new ValueChange(letterCase, table, others);
        change.requireReachable();
        return change;
    }

    private static LetterCase letterCase(String step, LetterCase before) {
        LetterCase wanted = switch (step.strip()) {
            case "lower" -> LetterCase.LOWER;
            case "upper" -> LetterCase.UPPER;
            default ->
                throw new IllegalArgumentException(
                        "after | stands lower, upper or value=other, not " + RowDraft.shown(step.strip()));
        };
        if (before != LetterCase.AS_IT_IS) {
            throw new IllegalArgumentException("it is either lower or upper");
        }
        return wanted;
    }

    private void requireReachable() {
        for (String from : table.keySet()) {
            if (from.isEmpty() || !letterCase.of(from).equals(from)) {
                throw new IllegalArgumentException("no value is ever \"" + RowDraft.shown(from) + "\""
                        + (from.isEmpty() ? "; an empty cell is left alone" : " after the change of case"));
            }
        }
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** Nothing said stays nothing. */
    String of(String value) {
        if (value.isEmpty()) {
            return value;
        }
        String cased = letterCase.of(value);
        String found = table.get(cased);
        if (found != null) {
            return found;
        }
        return others == null ? cased : others;
    }

    /** As {@link #of(List)} reads it. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        if (letterCase != LetterCase.AS_IT_IS) {
            steps.add(letterCase.name().toLowerCase(Locale.ROOT));
        }
        table.forEach((from, to) -> steps.add(MappingText.encode(from) + "=" + MappingText.encode(to)));
        if (others != null) {
            steps.add(ANY + "=" + MappingText.encode(others));
        }
        return steps;
    }
}
