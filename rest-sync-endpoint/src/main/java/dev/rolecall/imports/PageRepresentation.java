package dev.rolecall.imports;

import java.util.List;

/** A part of a list, and how long the list is. */
record PageRepresentation<T>(long total, List<T> entries) {
    PageRepresentation {
        entries = List.copyOf(entries);
    }
}
