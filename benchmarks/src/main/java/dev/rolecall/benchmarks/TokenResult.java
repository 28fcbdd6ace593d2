package dev.rolecall.benchmarks;

import java.util.List;

/**
 * What tokens with one claim for one person cost, over all rounds.
 *
 * @param ratios     server CPU of each round against that of no mapper in the same round
 * @param claimBytes of the claim as JSON; 0 where there is none
 * @param overage    whether the claim only says how much was left out
 * @param cold       milliseconds of the first request after the caches were cleared
 */
record TokenResult(
        int grants,
        TokenVariant variant,
        List<Measurement> rounds,
        Samples ratios,
        int tokenBytes,
        int claimBytes,
        boolean overage,
        Samples cold) {
    TokenResult {
        rounds = List.copyOf(rounds);
    }
}
