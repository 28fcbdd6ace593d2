package dev.rolecall.claims;

import java.util.Map;
import java.util.Optional;

/** A setting that is a whole number within bounds. */
record Bounded(String key, String label, int least, int most, int preset) {
    /** What cannot be read, for example from a realm import, is the preset. */
    int from(Map<String, String> values) {
        return problem(values).isPresent() || isAbsent(values) ? preset : Integer.parseInt(text(values));
    }

    /** Why the setting cannot be saved. */
    Optional<String> problem(Map<String, String> values) {
        if (isAbsent(values)) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text(values));
            return number >= least && number <= most ? Optional.empty() : refusal();
        } catch (NumberFormatException e) {
            return refusal();
        }
    }

    private Optional<String> refusal() {
        return Optional.of(label + ": a whole number from " + least + " to " + most + ".");
    }

    private boolean isAbsent(Map<String, String> values) {
        return text(values).isEmpty();
    }

    private String text(Map<String, String> values) {
        return values.getOrDefault(key, "").trim();
    }
}
