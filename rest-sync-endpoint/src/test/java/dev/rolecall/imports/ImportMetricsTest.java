package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportQueue.Backlog;
import dev.rolecall.imports.jpa.ImportState;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ImportMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ImportMetrics metrics = new ImportMetrics(registry, false);

    @Test
    void countRowsByWhatBecameOfThem() {
        metrics.applied("acme", Map.of("created", 3L, "rejected", 1L));
        metrics.applied("globex", Map.of("created", 2L));

        assertThat(registry.get(ImportMetrics.ROWS)
                        .tag("outcome", "created")
                        .counter()
                        .count())
                .isEqualTo(5);
        assertThat(registry.get(ImportMetrics.ROWS)
                        .tag("outcome", "rejected")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void nameTheRealmOnlyWhereThatIsAskedFor() {
        metrics.applied("acme", Map.of("created", 1L));
        assertThat(registry.get(ImportMetrics.ROWS).counter().getId().getTags())
                .extracting(Tag::getKey)
                .containsExactly("outcome");

        SimpleMeterRegistry asked = new SimpleMeterRegistry();
        new ImportMetrics(asked, true).applied("acme", Map.of("created", 1L));
        assertThat(asked.get(ImportMetrics.ROWS).counter().getId().getTag("realm"))
                .isEqualTo("acme");
    }

    @Test
    void timeImportsByHowTheyEnded() {
        metrics.ended("acme", ImportState.COMPLETED, Duration.ofSeconds(3));

        assertThat(registry.get(ImportMetrics.DURATION)
                        .tag("state", "completed")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
    }

    @Test
    void areReadWhereARegistryIs() {
        CompositeMeterRegistry ofTheServer = new CompositeMeterRegistry();
        ImportMetrics some = new ImportMetrics(ofTheServer, false);
        assertThat(some.isRead()).isFalse();

        ofTheServer.add(registry);
        assertThat(some.isRead()).isTrue();
    }

    @Test
    void showWhatWaits() {
        metrics.start();
        metrics.waiting(new Backlog(7, 2, 4_096));

        assertThat(registry.get(ImportMetrics.BACKLOG)
                        .tag("state", "queued")
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(registry.get(ImportMetrics.BACKLOG)
                        .tag("state", "running")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(registry.get(ImportMetrics.BACKLOG_BYTES).gauge().value()).isEqualTo(4_096);
    }
}
