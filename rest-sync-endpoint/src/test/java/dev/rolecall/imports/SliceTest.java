package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final Duration LEAST = Duration.ofSeconds(10);

    private long now = Long.MAX_VALUE - 5; // System.nanoTime may be anything, and overflow
    private final Slice slice = new Slice(LEAST, () -> now);

    @Test
    void isOverAfterItsTime() {
        slice.arrived();
        pass(9);
        assertThat(slice.isOver()).isFalse();

        pass(1);
        assertThat(slice.isOver()).isTrue();
    }

    @Test
    void isTenTimesAsLongAsTheWayToItsRows() {
        pass(3);
        slice.arrived();
        pass(29);
        assertThat(slice.isOver()).isFalse();

        pass(1);
        assertThat(slice.isOver()).isTrue();
    }

    @Test
    void goesOnForAnotherTimeWhereNobodyWaits() {
        slice.arrived();
        pass(10);
        slice.goOn();
        assertThat(slice.isOver()).isFalse();

        pass(10);
        assertThat(slice.isOver()).isTrue();
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
