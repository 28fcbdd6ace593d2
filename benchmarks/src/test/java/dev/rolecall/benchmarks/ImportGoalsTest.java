package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportGoalsTest {
    @Test
    void creatingIsComparedWithTheBestOfKeycloaksOwnWays() {
        List<Goal> goals = ImportGoals.of(List.of(
                result(ImportStep.ADMIN, ImportWork.CREATE, 1_000, 100),
                result(ImportStep.PARTIAL, ImportWork.CREATE, 1_000, 200),
                result(ImportStep.CSV, ImportWork.CREATE, 10_000, 2_000),
                result(ImportStep.JDBC, ImportWork.CREATE, 10_000, 4_000)));

        assertThat(goals).extracting(Goal::measured).containsExactly(10.0, 50.0, 0.1);
        assertThat(goals).extracting(Goal::isMet).containsExactly(false, false, true);
    }

    @Test
    void unchangedRowsAreComparedWithSkippingThem() {
        List<Goal> goals = ImportGoals.of(List.of(
                result(ImportStep.ADMIN, ImportWork.UNCHANGED, 1_000, 5_000),
                result(ImportStep.PARTIAL, ImportWork.UNCHANGED, 1_000, 1_000),
                result(ImportStep.CSV, ImportWork.UNCHANGED, 10_000, 8_000)));

        assertThat(goals).extracting(Goal::isMet).containsExactly(true, true);
    }

    @Test
    void aLargerFileMayNotBeMuchSlower() {
        List<Goal> goals = ImportGoals.of(List.of(
                result(ImportStep.CSV, ImportWork.CREATE, 10_000, 2_000),
                result(ImportStep.CSV, ImportWork.CREATE, 100_000, 1_500)));

        assertThat(goals.get(goals.size() - 1).row())
                .containsExactly("rows a second creating 100,000 against 10,000", "≥ 80 %", "75 %", "**no**");
    }

    private static ImportResult result(ImportStep step, ImportWork work, int rows, int perSecond) {
        CpuTimes cpu = new CpuTimes(
                Duration.ofNanos(rows * 100_000L), Duration.ofMillis(rows), Duration.ZERO, Optional.empty());
        return new ImportResult(
                step, step.name(), work, rows, Duration.ofNanos(rows * 1_000_000_000L / perSecond), cpu, 500);
    }
}
