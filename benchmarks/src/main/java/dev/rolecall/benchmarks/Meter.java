package dev.rolecall.benchmarks;

import java.util.List;

/** Measures requests against one server. */
record Meter(Load load, CpuClock clock) {
    Measurement measure(List<PreparedRequest> requests, int count) {
        return Measurement.of(clock, () -> load.fire(requests, count));
    }
}
