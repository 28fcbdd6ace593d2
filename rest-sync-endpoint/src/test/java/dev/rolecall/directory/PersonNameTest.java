package dev.rolecall.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.directory.PersonName.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {
    @ParameterizedTest
    @CsvSource({
        "ada, USERNAME, ada",
        "ada@acme.test, USERNAME, ada@acme.test",
        "usercode:E1001, USERCODE, E1001",
        "usercode:id:7, USERCODE, id:7",
        "id:5f0c7b6e, ID, 5f0c7b6e",
        "ID:5f0c7b6e, USERNAME, ID:5f0c7b6e"
    })
    void isToldByItsPrefix(String text, Kind kind, String value) {
        assertThat(PersonName.of(text)).contains(new PersonName(kind, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "id:", "usercode: ", "a\0b", "\uD83D"})
    void isNobodyWhereNobodyCanHaveIt(String text) {
        assertThat(PersonName.of(text)).isEmpty();
    }

    @Test
    void isBounded() {
        assertThat(PersonName.of("usercode:" + "x".repeat(255))).isPresent();
        assertThat(PersonName.of("usercode:" + "x".repeat(256))).isEmpty();
    }

    @Test
    void isNotWrittenOut() {
        assertThat(PersonName.of("ada").orElseThrow().toString()).doesNotContain("ada");
    }
}
