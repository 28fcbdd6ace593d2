package dev.rolecall.benchmarks;

import java.util.List;

/** What one question about access costs, over all rounds. */
record AccessResult(String question, List<Measurement> rounds) {
    AccessResult {
        rounds = List.copyOf(rounds);
    }
}
