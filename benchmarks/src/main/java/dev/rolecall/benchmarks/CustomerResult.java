package dev.rolecall.benchmarks;

import java.util.List;

/**
 * What creating a customer one way costs, in rounds of some customers.
 *
 * @param customers how many the database held before
 */
record CustomerResult(String way, long customers, List<Measurement> rounds) {
    CustomerResult {
        rounds = List.copyOf(rounds);
    }

    Samples millis() {
        return Samples.joined(rounds.stream().map(Measurement::millis).toList());
    }
}
