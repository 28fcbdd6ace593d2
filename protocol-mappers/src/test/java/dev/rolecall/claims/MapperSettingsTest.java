package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapperSettingsTest {
    private static final Set<String> CLIENTS = Set.of("console", "billing");

    private static String problem(String key, String value) {
        return AccessMapperConfig.problem(Map.of(key, value), CLIENTS::contains).orElse("");
    }

    @Test
    void whatIsNotSetIsThePreset() {
        AccessMapperConfig config = AccessMapperConfig.from(Map.of());

        assertThat(config).isEqualTo(new AccessMapperConfig(true, new ClientFilter(null), 50));
        assertThat(AccessMapperConfig.problem(Map.of(), CLIENTS::contains)).isEmpty();
        assertThat(FlatPermissionsConfig.from(Map.of()).maxEntries()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "maxObjects, 0, Most objects: a whole number from 1 to 1000.",
        "maxObjects, 1001, Most objects: a whole number from 1 to 1000.",
        "maxObjects, many, Most objects: a whole number from 1 to 1000.",
        "maxObjects, 99999999999, Most objects: a whole number from 1 to 1000.",
        "permissions, some, Permissions: all or none.",
        "clients, console##nobody, Clients: there is no client nobody.",
    })
    void aBadOneIsRefusedWithItsReason(String key, String value, String reason) {
        assertThat(problem(key, value)).isEqualTo(reason);
    }

    @Test
    void tooManyClientsAreRefused() {
        assertThat(problem("clients", "console##".repeat(101))).isEqualTo("Clients: at most 100.");
    }

    @ParameterizedTest
    @CsvSource({
        "maxObjects, 1",
        "maxObjects, 1000",
        "permissions, none",
        "permissions, all",
        "clients, console##billing"
    })
    void aGoodOneIsNot(String key, String value) {
        assertThat(problem(key, value)).isEmpty();
    }

    @Nested
    class ThoughImported {
        @Test
        void anUnknownChoiceOfPermissionsIsNone() {
            assertThat(AccessMapperConfig.from(Map.of("permissions", "everything"))
                            .wants("console.logs.read"))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"many", "-1", "0", "1000000"})
        void aNumberThatIsNoneIsThePreset(String value) {
            assertThat(AccessMapperConfig.from(Map.of("maxObjects", value)).maxObjects())
                    .isEqualTo(50);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nobody", "##", " ## "})
        void clientsThatAreNoneGiveNothing(String value) {
            assertThat(ClientFilter.from(Map.of("clients", value)).wants("console.logs.read"))
                    .isFalse();
        }
    }

    @Nested
    class TheClients {
        private final ClientFilter filter = ClientFilter.from(Map.of("clients", "console##billing"));

        @Test
        void areWantedByTheBeginningOfAName() {
            assertThat(filter.wants("console.logs.read")).isTrue();
            assertThat(filter.wants("billing.view")).isTrue();
            assertThat(filter.wants("consoles.read")).isFalse();
        }
    }
}
