package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant END = START.plusSeconds(600);
    private static final StoredImport QUEUED = AnImport.in(ImportState.QUEUED, 0);
    private static final StoredImport RUNNING = AnImport.in(ImportState.RUNNING, 500);
    private static final StoredImport FURTHER = AnImport.in(ImportState.RUNNING, 1_000);
    private static final StoredImport COMPLETED = AnImport.in(ImportState.COMPLETED, 1_200);

    private final Ear ear = new Ear();
    private final Watch watch = new Watch(QUEUED.id(), ear, END);

    @Test
    void beginsWithTheWholeStateAndTellsWhatChanges() {
        watch.look(QUEUED, START);
        watch.look(QUEUED, START.plusMillis(500));
        watch.look(RUNNING, START.plusSeconds(1));
        watch.look(FURTHER, START.plusSeconds(2));

        assertThat(ear.heard).containsExactly(QUEUED, RUNNING, FURTHER);
    }

    @Test
    void endsAfterTheEndWasTold() {
        watch.look(RUNNING, START);

        assertThat(watch.look(COMPLETED, START.plusSeconds(1))).isTrue();
        assertThat(ear.closed).isFalse();
        assertThat(watch.look(COMPLETED, START.plusSeconds(2))).isFalse();
        assertThat(ear.closed).isTrue();
        assertThat(ear.heard).containsExactly(RUNNING, COMPLETED);
    }

    @Test
    void saysThatItIsAliveWhenNothingChanges() {
        watch.look(QUEUED, START);
        watch.look(QUEUED, START.plusSeconds(14));
        assertThat(ear.heartbeats).isZero();

        watch.look(QUEUED, START.plusSeconds(15));
        watch.look(QUEUED, START.plusSeconds(16));
        assertThat(ear.heartbeats).isEqualTo(1);
    }

    @Test
    void endsWithItsTimeThoughTheImportGoesOn() {
        watch.look(RUNNING, START);

        assertThat(watch.look(FURTHER, END)).isFalse();
        assertThat(ear.closed).isTrue();
        assertThat(ear.heard).containsExactly(RUNNING);
    }

    @Test
    void tellsTheEndThoughItsTimeIsOver() {
        watch.look(RUNNING, START);
        watch.look(COMPLETED, END);

        assertThat(ear.heard).containsExactly(RUNNING, COMPLETED);
    }

    @Test
    void endsWhenTheImportIsGone() {
        watch.look(RUNNING, START);

        assertThat(watch.look(null, START.plusSeconds(1))).isFalse();
        assertThat(ear.closed).isTrue();
    }

    @Test
    void endsWhenTheFollowerIsGone() {
        watch.look(RUNNING, START);
        ear.gone = true;

        assertThat(watch.look(FURTHER, START.plusSeconds(1))).isFalse();
        assertThat(ear.heard).containsExactly(RUNNING);
    }

    @Test
    void leavesOutWhatASlowFollowerIsTooSlowFor() {
        ear.answer = new CompletableFuture<>();
        watch.look(QUEUED, START);
        watch.look(RUNNING, START.plusSeconds(1));
        ear.answer.complete(null);
        watch.look(FURTHER, START.plusSeconds(2));

        assertThat(ear.heard).containsExactly(QUEUED, FURTHER);
    }

    @Test
    void givesUpAFollowerWhoTakesNothing() {
        ear.answer = new CompletableFuture<>();
        watch.look(QUEUED, START);

        assertThat(watch.look(RUNNING, START.plusSeconds(29))).isTrue();
        assertThat(watch.look(RUNNING, START.plusSeconds(30))).isFalse();
        assertThat(ear.closed).isTrue();
    }

    @Test
    void givesUpAFollowerWhoCannotBeTold() {
        ear.answer = CompletableFuture.failedFuture(new IllegalStateException());
        watch.look(QUEUED, START);

        assertThat(watch.look(RUNNING, START.plusSeconds(1))).isFalse();
    }

    private static final class Ear implements Watch.Follower {
        private final List<StoredImport> heard = new ArrayList<>();
        private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
        private int heartbeats;
        private boolean gone;
        private boolean closed;

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public CompletionStage<?> tell(StoredImport state) {
            heard.add(state);
            return answer;
        }

        @Override
        public CompletionStage<?> heartbeat() {
            heartbeats++;
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
