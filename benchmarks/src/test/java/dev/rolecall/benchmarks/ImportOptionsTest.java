package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportOptionsTest {
    @Test
    void withoutAnyTheGoalsSizesAreMeasuredInEveryWay() {
        ImportOptions options = ImportOptions.parse(List.of());

        assertThat(options.rows()).containsExactly(10_000, 100_000);
        assertThat(options.steps()).containsExactlyInAnyOrder(ImportStep.values());
        assertThat(options.heap()).isEqualTo(512);
        assertThat(options.profile()).isFalse();
    }

    @Test
    void sizesAndWaysAreLists() {
        ImportOptions options = ImportOptions.parse(List.of("--rows=500,1000000", "--steps", "csv,jdbc", "--profile"));

        assertThat(options.rows()).containsExactly(500, 1_000_000);
        assertThat(options.steps()).containsExactlyInAnyOrder(ImportStep.CSV, ImportStep.JDBC);
        assertThat(options.profile()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rows=10000,99 | --rows needs a number from 100 to 5000000, not 99",
                "--rows=1000, | --rows needs a number from 100 to 5000000, not ",
                "--steps=scim | --steps takes admin,partial,sync,ndjson,csv,jdbc, not scim",
                "--profile=yes | unknown option --profile=yes",
                "--customers=200 | unknown option --customers=200"
            })
    void whatMakesNoSenseIsNamed(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportOptions.parse(List.of(argument)))
                .withMessage(message + (message.endsWith("not") ? " " : ""));
    }
}
