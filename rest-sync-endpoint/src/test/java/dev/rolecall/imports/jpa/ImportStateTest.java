package dev.rolecall.imports.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImportStateTest {
    @ParameterizedTest
    @CsvSource({
        "RECEIVING, QUEUED CANCELLED",
        "QUEUED,    RUNNING CANCELLED",
        "RUNNING,   HELD COMPLETED FAILED CANCELLED",
        "HELD,      QUEUED REJECTED CANCELLED",
        "COMPLETED, ''",
        "FAILED,    ''",
        "CANCELLED, ''",
        "REJECTED,  ''"
    })
    void becomesWhatTheTableSaysAndNothingElse(ImportState from, String table) {
        Set<String> next = Arrays.stream(ImportState.values())
                .filter(from::canBecome)
                .map(Enum::name)
                .collect(Collectors.toSet());

        assertThat(next).isEqualTo(table.isEmpty() ? Set.of() : Set.of(table.split(" ", -1)));
        assertThat(from.isEnd()).isEqualTo(table.isEmpty());
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(ImportState.values())
                .flatMap(from -> Arrays.stream(ImportState.values()).map(next -> Arguments.of(from, next)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isWrittenOnlyWhereItMayBe(ImportState from, ImportState next) {
        if (from.canBecome(next)) {
            assertThat(from.becoming(next)).isEqualTo(next);
        } else {
            assertThatThrownBy(() -> from.becoming(next)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
