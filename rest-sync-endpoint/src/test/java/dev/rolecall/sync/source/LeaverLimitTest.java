package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaverLimitTest {
    @ParameterizedTest(name = "of {2} people at most {3} with {0} and {1} %")
    @CsvSource({
        ", 5, 0, 50",
        ", 5, 999, 50",
        ", 5, 1000, 50",
        ", 5, 100000, 5000",
        "10, 5, 999, 10",
        "10, 5, 100000, 10",
        "400, 5, 1000, 50",
        "400, 100, 1000, 400",
        "400, 100, 300, 400",
        ", 0, 1000, 0",
        "0, 100, 10, 0",
    })
    void aShareCountsFromAThousandPeopleOn(@Nullable Long most, int percent, long people, long allowed) {
        assertThat(new LeaverLimit(most, percent).allowed(people)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"many, 5", "-1, 5", "5, 101", "5, few"})
    void whatIsNotUnderstoodLetsNobodyLeave(String most, String percent) {
        assertThat(LeaverLimit.of(most, percent).allowed(10_000)).isZero();
    }

    @Test
    void whatIsLeftOutIsTheDefault() {
        assertThat(LeaverLimit.of(" ", null)).isEqualTo(LeaverLimit.DEFAULT);
    }

    @Test
    void isNoShareAboveTheWhole() {
        assertThatThrownBy(() -> new LeaverLimit(null, 101)).isInstanceOf(IllegalArgumentException.class);
    }
}
