package dev.rolecall.imports.jpa;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of somebody whom a snapshot misses. */
public enum LeaverStatus {
    /** Nothing yet. */
    PENDING,
    LEFT,
    STAYED;

    /** As in JSON and in the table. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LeaverStatus> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(wire))
                .findFirst();
    }
}
