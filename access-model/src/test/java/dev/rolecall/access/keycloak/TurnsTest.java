package dev.rolecall.access.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2, Duration.ofMillis(1));

    @Test
    void soManyHaveATurnAtOnce() {
        assertThat(turns.<String>take(() -> turns.take(() -> "both"))).isEqualTo("both");
    }

    @Test
    void oneMoreIsRefused() {
        assertThatThrownBy(() -> turns.<String>take(() -> turns.take(() -> turns.take(() -> "all"))))
                .hasMessageContaining("busy");
    }

    @Test
    void aTurnThatFailsIsGivenBack() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }

        assertThat(turns.<String>take(() -> "again")).isEqualTo("again");
    }
}
