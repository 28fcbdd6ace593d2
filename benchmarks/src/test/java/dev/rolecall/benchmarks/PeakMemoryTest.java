package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    @Test
    void thePeakIsReadInMegabytes() {
        assertThat(PeakMemory.ofStatus("Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  573440 kB\nVmRSS:\t  1 kB\n"))
                .isEqualTo(560);
    }

    @Test
    void aSystemThatDoesNotTellGivesNothing() {
        assertThat(PeakMemory.ofStatus("")).isZero();
    }
}
