package dev.rolecall.imports;

import java.time.Duration;
import org.keycloak.Config;

/**
 * How the engine works, set by {@code --spi-realm-restapi-extension--rolecall--import-…}.
 *
 * @param slice           {@code slice-seconds}: how long an import keeps others waiting; default 10 seconds
 * @param retention       {@code retention-days}: how long an import is kept after its end; default 30 days, and 0 or
 *                        less keeps it until its realm is removed
 * @param cleanupInterval {@code cleanup-interval-seconds}: how often what is past that is removed, and what is held for too long
 *                        ended; default an hour
 * @param realmInMetrics  {@code metrics-realm}: whether the metrics name the realm; default false
 */
record EngineSettings(Duration slice, Duration retention, Duration cleanupInterval, boolean realmInMetrics) {
    static EngineSettings from(Config.Scope config) {
        return new EngineSettings(
                Duration.ofSeconds(Math.max(1, config.getInt("importSliceSeconds", 10))),
                Duration.ofDays(config.getInt("importRetentionDays", 30)),
                Duration.ofSeconds(Math.max(1, config.getInt("importCleanupIntervalSeconds", 3_600))),
                config.getBoolean("importMetricsRealm", false));
    }

    boolean keepsForever() {
        return retention.isZero() || retention.isNegative();
    }
}
