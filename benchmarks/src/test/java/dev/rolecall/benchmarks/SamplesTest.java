package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTwo() {
        assertThat(Samples.of(1, 2, 4, 100).median()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"50,5", "95,10", "90,9", "100,10", "1,1"})
    void aPercentileIsASampleThatWasSeen(int percent, double expected) {
        assertThat(Samples.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1).percentile(percent))
                .isEqualTo(expected);
    }

    @Test
    void theSpreadGoesFromTheLeastToTheMost() {
        Samples samples = Samples.of(List.of("aaa", "a", "aa"), String::length);

        assertThat(samples.least()).isEqualTo(1);
        assertThat(samples.most()).isEqualTo(3);
    }

    @Test
    void joinedSamplesAreAsGoodAsMeasuredTogether() {
        Samples joined = Samples.joined(List.of(Samples.of(1, 9), Samples.of(5)));

        assertThat(joined.count()).isEqualTo(3);
        assertThat(joined.median()).isEqualTo(5);
    }

    @Test
    void thereIsNoStatisticOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(Samples::of);
    }
}
