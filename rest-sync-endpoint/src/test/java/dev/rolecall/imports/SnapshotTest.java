package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.sync.source.LeaverLimit;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void letsThoseLeaveWhoAreFewEnough() {
        assertThat(Snapshot.of(100, 0, 50, LeaverLimit.DEFAULT)).isInstanceOf(Snapshot.Released.class);
        assertThat(Snapshot.of(100, 0, 0, LeaverLimit.DEFAULT)).isInstanceOf(Snapshot.Released.class);
    }

    @Test
    void asksSomebodyWhenTheyAreTooMany() {
        assertThat(Snapshot.of(100, 0, 51, LeaverLimit.DEFAULT))
                .isEqualTo(
                        new Snapshot.Held("51 of the 100 people of this source are missing from the file; more than 50"
                                + " leave only when somebody approves it within 7 days."));
    }

    @Test
    void sparesAllWhileARowMayBeAboutAnyOfThem() {
        assertThat(Snapshot.of(100, 1, 1, LeaverLimit.DEFAULT)).isInstanceOf(Snapshot.Spared.class);
    }

    @Test
    void sparesAllAlsoWhenTheyWouldBeTooMany() {
        assertThat(Snapshot.of(100, 1, 100, LeaverLimit.DEFAULT)).isInstanceOf(Snapshot.Spared.class);
    }

    @Test
    void hasNothingToSpareWhenNobodyIsMissing() {
        assertThat(Snapshot.of(100, 7, 0, LeaverLimit.DEFAULT)).isInstanceOf(Snapshot.Released.class);
    }

    @Test
    void ofNobodyIsRefused() {
        assertThat(Snapshot.refusal(0)).contains(Snapshot.EMPTY);
        assertThat(Snapshot.refusal(1)).isEmpty();
    }
}
