package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapOptionsTest {
    @Test
    void withoutAnyTheGoalsSizesAreMeasured() {
        LdapOptions options = LdapOptions.parse(List.of());

        assertThat(options.people()).isEqualTo(5_000);
        assertThat(options.groups()).isEqualTo(1_000);
        assertThat(options.steps()).containsExactlyInAnyOrder(LdapStep.values());
        assertThat(options.logins()).isEqualTo(100);
    }

    @Test
    void aSmallDirectoryHasFewerLoginsSoThatNobodyHasAFirstLoginTwice() {
        LdapOptions options = LdapOptions.parse(List.of("--people", "300", "--groups=60"));

        assertThat(options.warmUp()).isEqualTo(75);
        assertThat(options.logins()).isEqualTo(45);
        assertThat(options.warmUp() + options.rounds() * options.logins()).isLessThanOrEqualTo(options.people());
    }

    @Test
    void aPartCanBeLeftOut() {
        assertThat(LdapOptions.parse(List.of("--steps=sync", "--people=50000")).steps())
                .containsExactly(LdapStep.SYNC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--people=100 | --people needs a number from 200 to 200000, not 100",
                "--groups=10 | --groups needs a number from 20 to 20000, not 10",
                "--rounds=0 | --rounds needs a number from 1 to 50, not 0",
                "--steps=refresh | --steps takes logins,sync, not refresh",
                "--customers=200 | unknown option --customers=200"
            })
    void whatMakesNoSenseIsNamed(String argument, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LdapOptions.parse(List.of(argument)))
                .withMessage(message);
    }
}
