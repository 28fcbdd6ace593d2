package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuTimesTest {
    @Test
    void othersUsedWhatNoneOfUsDid() {
        CpuTimes times = times(10, 4, 1, 100).since(times(7, 2, 0, 90));

        assertThat(times.server()).isEqualTo(Duration.ofSeconds(3));
        assertThat(times.others()).contains(Duration.ofSeconds(4));
    }

    @Test
    void othersNeverUseLessThanNothingThoughClocksDiffer() {
        assertThat(times(3, 1, 1, 4).others()).contains(Duration.ZERO);
    }

    @Test
    void ofOthersNothingIsKnownWhereTheMachineDoesNotTell() {
        CpuTimes known = times(1, 1, 1, 9);
        CpuTimes unknown = new CpuTimes(known.server(), known.database(), known.client(), Optional.empty());

        assertThat(unknown.since(unknown).others()).isEmpty();
    }

    private static CpuTimes times(int server, int database, int client, int machine) {
        return new CpuTimes(
                Duration.ofSeconds(server),
                Duration.ofSeconds(database),
                Duration.ofSeconds(client),
                Optional.of(Duration.ofSeconds(machine)));
    }
}
