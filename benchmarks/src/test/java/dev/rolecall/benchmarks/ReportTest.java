package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void whatWasNotMeasuredHasNoTable() {
        Report report = new Report(List.of("2 cores"), List.of(), List.of(), List.of());

        assertThat(report.markdown()).isEqualTo("- 2 cores\n");
    }

    @Test
    void aTokenIsComparedWithItsSpread() {
        TokenResult result = new TokenResult(
                1_000,
                TokenVariant.ACCESS,
                List.of(GoalsTest.measurement(7), GoalsTest.measurement(9)),
                Samples.of(1.2, 1.1, 1.3),
                2_345,
                180,
                true,
                Samples.of(55));

        assertThat(new Report(List.of(), List.of(result), List.of(), List.of()).markdown())
                .containsPattern("\\| 1,000 +\\| Rolecall, as shipped +\\| 4\\.00 +\\| 1\\.20 \\(1\\.10 – 1\\.30\\)")
                .containsPattern("\\| 2,345 +\\| 180 \\(overage\\) +\\| 55");
    }

    @Test
    void aCustomerIsTheMedianOfAllRounds() {
        CustomerResult result = new CustomerResult(
                "by hand", 4, List.of(GoalsTest.measurement(10), GoalsTest.measurement(20), GoalsTest.measurement(90)));

        assertThat(new Report(List.of(), List.of(), List.of(result), List.of()).markdown())
                .containsPattern("\\| by hand +\\| 4 +\\| 20\\.00 +\\| 90\\.00");
    }

    @Test
    void anAnswerAboutAccessHasItsSize() {
        AccessResult result = new AccessResult("who", List.of(GoalsTest.measurement(3)));

        assertThat(new Report(List.of(), List.of(), List.of(), List.of(result)).markdown())
                .containsPattern("\\| who +\\| 3\\.00 +\\| 3\\.00 +\\| 4\\.00 +\\| 2\\.00 +\\| 2 ");
    }
}
