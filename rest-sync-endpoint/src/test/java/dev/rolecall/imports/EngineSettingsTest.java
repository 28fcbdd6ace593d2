package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {
    @ParameterizedTest
    @CsvSource({"30, false", "1, false", "0, true", "-1, true"})
    void importsAreKeptForeverOnlyWithoutATime(int days, boolean forever) {
        EngineSettings settings =
                new EngineSettings(Duration.ofSeconds(10), Duration.ofDays(days), Duration.ofHours(1), false);

        assertThat(settings.keepsForever()).isEqualTo(forever);
    }
}
