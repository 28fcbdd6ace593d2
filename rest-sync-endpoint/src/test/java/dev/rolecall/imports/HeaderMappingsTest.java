package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderMappingsTest {
    @Test
    void areNoneWithoutAHeader() {
        assertThat(HeaderMappings.ofHeader(null)).isEqualTo(HeaderMappings.NONE);
        assertThat(HeaderMappings.parse("{}").isEmpty()).isTrue();
    }

    @Test
    void areColumnsAndWhatTheyBecome() {
        assertThat(HeaderMappings.parse("{\"No\":\"usercode\",\"Salary\":null}").changes())
                .containsEntry("No", "usercode")
                .containsEntry("Salary", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "[]",
                "\"a\"",
                "{\"a\":1}",
                "{\"a\":{}}",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{} {}",
                "{\"a\":[[[1]]]}"
            })
    void areNothingElse(String header) {
        assertThatThrownBy(() -> HeaderMappings.parse(header)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areBounded() {
        assertThatThrownBy(() -> HeaderMappings.parse("{\"a\":\"b\"}" + " ".repeat(16 << 10)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderMappings.parse("{\"" + "a".repeat(1_001) + "\":\"b\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
