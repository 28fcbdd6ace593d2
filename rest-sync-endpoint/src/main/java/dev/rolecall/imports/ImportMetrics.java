package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue.Backlog;
import dev.rolecall.imports.jpa.ImportState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Imports as Keycloak's metrics show them. No name of a person, client or source is in them; that of a realm only where
 * that is asked for, for each realm makes new series.
 */
final class ImportMetrics {
    static final String ROWS = "rolecall.import.rows";
    static final String DURATION = "rolecall.import.duration";
    static final String BACKLOG = "rolecall.import.backlog";
    static final String BACKLOG_BYTES = "rolecall.import.backlog.bytes";

    private final MeterRegistry registry;
    private final boolean withRealm;
    private volatile Backlog backlog = Backlog.NONE;

    ImportMetrics(MeterRegistry registry, boolean withRealm) {
        this.registry = registry;
        this.withRealm = withRealm;
    }

    /** What waits is shown from now on. */
    void start() {
        Gauge.builder(BACKLOG, () -> backlog.queued())
                .tag("state", "queued")
                .description("Imports that wait, of the whole cluster")
                .register(registry);
        Gauge.builder(BACKLOG, () -> backlog.running())
                .tag("state", "running")
                .description("Imports that wait, of the whole cluster")
                .register(registry);
        Gauge.builder(BACKLOG_BYTES, () -> backlog.bytes())
                .baseUnit("bytes")
                .description("Bytes of files that are stored and not applied, of the whole cluster")
                .register(registry);
    }

    /** Whether anybody reads them: Keycloak has metrics only where they are enabled. */
    boolean isRead() {
        return !(registry instanceof CompositeMeterRegistry all)
                || !all.getRegistries().isEmpty();
    }

    void waiting(Backlog now) {
        backlog = now;
    }

    /** @param outcomes rows by what became of them, as on the wire */
    void applied(String realm, Map<String, Long> outcomes) {
        outcomes.forEach((outcome, rows) -> Counter.builder(ROWS)
                .description("Rows of imports, by what became of them")
                .tags(tags(realm, "outcome", outcome))
                .register(registry)
                .increment(rows));
    }

    /** @param duration from its first run on */
    void ended(String realm, ImportState end, Duration duration) {
        Timer.builder(DURATION)
                .description("Imports that ended, and the time since each was begun")
                .tags(tags(realm, "state", end.name().toLowerCase(Locale.ROOT)))
                .register(registry)
                .record(duration);
    }

    private Tags tags(String realm, String key, String value) {
        Tags tags = Tags.of(key, value);
        return withRealm ? tags.and("realm", realm) : tags;
    }
}
