package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentValidationException;

class SnapshotSettingsTest {
    private static MultivaluedHashMap<String, String> config(Map<String, String> values) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        values.forEach(config::putSingle);
        return config;
    }

    private static SnapshotSettings settings(Map<String, String> values) {
        return SnapshotSettings.from(config(values));
    }

    @Test
    void aSourceThatSaysNothingTakesNoSnapshots() {
        SnapshotSettings nothing = settings(Map.of());

        assertThat(nothing.mode(null)).isEqualTo("upsert");
        assertThat(nothing.allows("upsert")).isTrue();
        assertThat(nothing.allows("snapshot")).isFalse();
        assertThat(nothing.leavers()).isEqualTo(LeaverLimit.DEFAULT);
    }

    @Test
    void aSourceOfSnapshotsTakesNothingElse() {
        SnapshotSettings snapshots = settings(Map.of("mode", "snapshot"));

        assertThat(snapshots.mode(null)).isEqualTo("snapshot");
        assertThat(snapshots.allows("snapshot")).isTrue();
        assertThat(snapshots.allows("upsert")).isFalse();
    }

    @Test
    void aRequestMayChooseWhereTheSourceSaysSo() {
        SnapshotSettings choice = settings(Map.of("requestMayChooseMode", "true"));

        assertThat(choice.allows("snapshot")).isTrue();
        assertThat(choice.mode("snapshot")).isEqualTo("snapshot");
        assertThat(choice.mode(null)).isEqualTo("upsert");
    }

    @ParameterizedTest
    @CsvSource({"mostLeavers, many", "mostLeavers, -1", "mostLeaversPercent, 101", "mode, replace"})
    void whatIsNotUnderstoodIsRefusedAndMakesNobodyLeave(String key, String value) {
        MultivaluedHashMap<String, String> config = config(Map.of(key, value));

        assertThatThrownBy(() -> SnapshotSettings.validate(config)).isInstanceOf(ComponentValidationException.class);
        assertThat(SnapshotSettings.from(config).allows("snapshot")).isFalse();
        if (key.startsWith("most")) {
            assertThat(SnapshotSettings.from(config).leavers().allowed(10_000)).isZero();
        }
    }
}
