package dev.rolecall.ldap.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTimeoutsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "0", "000", "-1", "soon"})
    void areMissingWhereNothingEndsTheWait(String value) {
        assertThat(DirectoryTimeouts.missingIn(value, value).toSet())
                .isEqualTo(Map.of("connectionTimeout", "5000", "readTimeout", "10000"));
    }

    @Test
    void thatAreSetStay() {
        assertThat(DirectoryTimeouts.missingIn("3000", null).toSet()).isEqualTo(Map.of("readTimeout", "10000"));
        assertThat(DirectoryTimeouts.missingIn("3000", "60000").isComplete()).isTrue();
    }
}
