package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportQueue.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakeoverTest {
    @Test
    void happensWithinAMinuteThoughTheDeadNodeHadJustRenewed() {
        assertThat(Lease.TIME.plus(Imports.INTERVAL)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void doesNotHappenToANodeThatMissesAFewTicks() {
        assertThat(Imports.INTERVAL.multipliedBy(4)).isLessThan(Lease.TIME);
    }
}
