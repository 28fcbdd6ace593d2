package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcStatTest {
    private static final String JAVA = "4711 (java) S 1 4711 4711 0 -1 4194304 1 2 3 4 150 50 20 10 20 0 99 0 1 2 3";

    @Test
    void theProcessItselfUsedUserAndSystemTime() {
        assertThat(ProcStat.ofProcess(JAVA).own()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void itsEndedChildrenAreCountedApart() {
        assertThat(ProcStat.ofProcess(JAVA).children()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aNameMayHoldSpacesAndBrackets() {
        assertThat(ProcStat.ofProcess(JAVA.replace("(java)", "(a b) c)"))).isEqualTo(ProcStat.ofProcess(JAVA));
    }

    @Test
    void theMachineIsBusyWhenItIsNeitherIdleNorWaiting() {
        assertThat(ProcStat.ofMachine("cpu  100 10 50 9000 700 20 30 5 0 0")).isEqualTo(Duration.ofMillis(2_150));
    }
}
