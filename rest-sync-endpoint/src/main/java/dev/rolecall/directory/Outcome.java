package dev.rolecall.directory;

import java.util.List;
import java.util.Locale;

/** What became of one change: exactly one for each. */
record Outcome(Status status, List<Fault> faults) {
    enum Status {
        CREATED,
        UPDATED,
        UNCHANGED,
        REMOVED,
        REJECTED;

        /** As in JSON. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Outcome {
        faults = List.copyOf(faults);
    }

    static Outcome of(Status status) {
        return new Outcome(status, List.of());
    }

    static Outcome rejected(List<Fault> faults) {
        return new Outcome(Status.REJECTED, faults);
    }

    static Outcome rejected(Fault fault) {
        return rejected(List.of(fault));
    }

    boolean isRejected() {
        return status == Status.REJECTED;
    }
}
