package dev.rolecall.imports.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
