package dev.rolecall.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"a\"          | true",
                "W/\"a\"        | true",
                "\"b\", \"a\"   | true",
                "*              | true",
                "\"b\"          | false",
                "a              | false",
                "'\"a'          | false",
                "''             | false"
            })
    void isKnownIfItIsAmongThoseSent(String sent, boolean known) {
        assertThat(MyAccessResource.isAmong(sent, "\"a\"")).isEqualTo(known);
    }
}
