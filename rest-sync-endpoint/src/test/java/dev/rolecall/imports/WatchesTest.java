package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.StoredImport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class WatchesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Set<String>> asked = new ArrayList<>();
    private final List<StoredImport> stored = new ArrayList<>();
    private final Watches watches = new Watches(ids -> {
        asked.add(ids);
        return stored;
    });
    private int told;
    private int closed;

    @Test
    void manyFollowersOfOneImportAreOneQuestion() {
        follow("a");
        follow("a");
        stored.add(AnImport.of("a", ImportState.RUNNING, 500));

        watches.look(NOW);

        assertThat(asked).containsExactly(Set.of("import"));
        assertThat(told).isEqualTo(4);
    }

    @Test
    void oneWhoHasHeardTheEndIsForgotten() {
        follow("a");
        stored.add(AnImport.of("a", ImportState.COMPLETED, 500));

        watches.look(NOW);
        watches.look(NOW);

        assertThat(watches.isEmpty()).isTrue();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void aRealmHasItsMostAndOtherRealmsTheirs() {
        for (int i = 0; i < Watches.MOST_OF_REALM; i++) {
            follow("a");
        }
        int before = told;

        assertThat(follow("a")).isPresent();
        assertThat(told).isEqualTo(before);
        assertThat(follow("b")).isEmpty();
        assertThat(told).isEqualTo(before + 1);
    }

    @Test
    void theServerHasItsMost() {
        for (int i = 0; i < Watches.MOST; i++) {
            follow("realm-" + i);
        }

        assertThat(follow("one-more")).isPresent();
    }

    @Test
    void aServerThatStopsEndsAllOfThem() {
        follow("a");
        follow("b");

        watches.stop();

        assertThat(closed).isEqualTo(2);
        assertThat(follow("a")).isPresent();
    }

    private Optional<String> follow(String realm) {
        return watches.add(
                new Watch("import", new Ear(), NOW.plusSeconds(60)), AnImport.of(realm, ImportState.QUEUED, 0), NOW);
    }

    private final class Ear implements Watch.Follower {
        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public CompletionStage<?> tell(StoredImport state) {
            told++;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> heartbeat() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
