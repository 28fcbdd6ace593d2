package dev.rolecall.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.sync.SyncTurns.Turn;
import org.junit.jupiter.api.Test;

class SyncTurnsTest {
    private static final String LARGE = String.valueOf(SyncTurns.SMALL + 1);

    private final SyncTurns turns = new SyncTurns();

    @Test
    void areAsManyAsThereAre() {
        Turn first = turns.take(LARGE).orElseThrow();
        for (int i = 1; i < SyncTurns.AT_ONCE; i++) {
            assertThat(turns.take(null)).isPresent();
        }

        assertThat(turns.take(LARGE)).isEmpty();
        first.close();
        assertThat(turns.take(LARGE)).isPresent();
    }

    @Test
    void areNotNeededForASmallBody() {
        for (int i = 0; i < SyncTurns.AT_ONCE; i++) {
            turns.take(null);
        }

        assertThat(turns.take(String.valueOf(SyncTurns.SMALL))).isPresent();
    }
}
