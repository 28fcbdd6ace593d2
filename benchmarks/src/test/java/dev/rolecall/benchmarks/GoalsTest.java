package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalsTest {
    @Test
    void tenGrantsMayCostTenPercentAndMoreTwenty() {
        List<Goal> goals = Goals.of(List.of(tokens(10, 1.12, 300), tokens(100, 1.12, 300)), List.of());

        assertThat(goals)
                .filteredOn(goal -> goal.work().startsWith("server CPU"))
                .extracting(Goal::isMet)
                .containsExactly(false, true);
    }

    @Test
    void aClaimOfManyGrantsHasToBeSmall() {
        assertThat(Goals.of(List.of(tokens(1_000, 1, 1_025)), List.of()))
                .filteredOn(goal -> goal.work().startsWith("claim"))
                .singleElement()
                .matches(goal -> !goal.isMet());
    }

    @Test
    void onlyTheClaimAsShippedIsHeldAgainstTheGoals() {
        TokenResult stock = new TokenResult(
                10, TokenVariant.STOCK, List.of(measurement(5)), Samples.of(3), 900, 200, false, Samples.of(1));

        assertThat(Goals.of(List.of(stock), List.of())).isEmpty();
    }

    @Test
    void creatingMayNotGrowWithTheNumberOfCustomers() {
        List<Goal> goals = Goals.of(
                List.of(), List.of(customers("ours", 4, 30), customers("stock", 4, 90), customers("ours", 10_000, 36)));

        assertThat(goals).extracting(Goal::isMet).containsExactly(true, true, false);
        assertThat(goals.get(2).row())
                .containsExactly("growth of that with the number of customers", "≤ +10 %", "+20 %", "**no**");
    }

    private static TokenResult tokens(int grants, double ratio, int claimBytes) {
        return new TokenResult(
                grants,
                TokenVariant.ACCESS,
                List.of(measurement(5)),
                Samples.of(ratio),
                900,
                claimBytes,
                true,
                Samples.of(1));
    }

    private static CustomerResult customers(String way, long there, double millis) {
        return new CustomerResult(way, there, List.of(measurement(millis)));
    }

    static Measurement measurement(double millis) {
        return new Measurement(
                Samples.of(millis),
                Duration.ofMillis(10),
                new CpuTimes(Duration.ofMillis(4), Duration.ofMillis(2), Duration.ZERO, Optional.empty()),
                new KeepAlive.Reply(200, "{}"));
    }
}
