package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkOptionsTest {
    @Test
    void withoutAnyTheGoalsSizeIsMeasuredInEveryStep() {
        BenchmarkOptions options = BenchmarkOptions.parse(List.of());

        assertThat(options.customers()).isEqualTo(10_000);
        assertThat(options.warmUp()).isEqualTo(10_000);
        assertThat(options.steps()).containsExactlyInAnyOrder(Step.values());
        assertThat(options.data()).isNull();
        assertThat(options.fresh()).isFalse();
    }

    @Test
    void aValueStandsAfterASpaceOrAnEqualsSign() {
        BenchmarkOptions options =
                BenchmarkOptions.parse(List.of("--customers", "200", "--report=out.md", "--fresh", "--steps=access"));

        assertThat(options.customers()).isEqualTo(200);
        assertThat(options.report()).isEqualTo(Path.of("out.md"));
        assertThat(options.steps()).containsExactly(Step.ACCESS);
        assertThat(options.fresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--customers=99 | --customers needs a number from 100 to 50000, not 99",
                "--rounds=many | --rounds needs a number from 1 to 50, not many",
                "--requests=99999999999 | --requests needs a number from 10 to 100000, not 99999999999",
                "--data | --data needs a value",
                "--data= | --data needs a value",
                "--fresh=yes | unknown option --fresh=yes",
                "--steps=tokens,cake | --steps takes tokens,customers,access, not cake",
                "--steps=tokens, | --steps takes tokens,customers,access, not nothing",
                "cake | unknown option cake"
            })
    void whatMakesNoSenseIsNamed(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchmarkOptions.parse(List.of(argument)))
                .withMessage(message);
    }
}
