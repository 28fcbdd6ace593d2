package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevokeGuardTest {
    @ParameterizedTest
    @CsvSource({"20, 20, 100", "100, 7, 7", "20, 0, 0", "1, 1, 3"})
    void letsLoseUpToItsShare(int percent, int losing, int holding) {
        assertThat(new RevokeGuard(percent).lets(losing, holding)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"20, 21, 100", "99, 7, 7", "20, 2, 3"})
    void holdsWhatIsMore(int percent, int losing, int holding) {
        assertThat(new RevokeGuard(percent).lets(losing, holding)).isFalse();
    }

    @Test
    void takesNothingFromAnybodyAtZero() {
        assertThat(new RevokeGuard(0).lets(1, 1_000_000)).isFalse();
    }

    @Test
    void countsWithoutOverflow() {
        assertThat(new RevokeGuard(20).lets(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isFalse();
    }
}
