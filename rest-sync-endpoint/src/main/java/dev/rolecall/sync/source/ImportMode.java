package dev.rolecall.sync.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What it means that somebody is not in a file. */
public enum ImportMode {
    /** Nothing. */
    UPSERT,
    /** Who came with this source leaves. */
    SNAPSHOT;

    public static Optional<ImportMode> named(String name) {
        return Arrays.stream(values()).filter(mode -> mode.wire().equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ImportMode::wire).toList();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
