package dev.rolecall.sync.gate;

import java.util.List;

/** A part of a list, and how long the list is. */
public record PageRepresentation<T>(long total, List<T> entries) {
    public PageRepresentation {
        entries = List.copyOf(entries);
    }
}
