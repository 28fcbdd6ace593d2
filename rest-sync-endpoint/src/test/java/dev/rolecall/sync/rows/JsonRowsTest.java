package dev.rolecall.sync.rows;

import static dev.rolecall.sync.rows.Reading.bytes;
import static dev.rolecall.sync.rows.Reading.join;
import static dev.rolecall.sync.rows.Reading.outcomes;
import static dev.rolecall.sync.rows.RowFormat.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {
    @Test
    void readsOneObject() {
        assertThat(outcomes(JSON, "\uFEFF {\"usercode\":\"E1\"} ")).containsExactly("1 E1");
    }

    @Test
    void readsAnArrayAndNumbersItsRows() {
        assertThat(outcomes(JSON, "[{\"usercode\":\"E1\"},7,{\"usercode\":\"E3\"}]"))
                .containsExactly("1 E1", "2 malformed-row", "3 E3");
        assertThat(outcomes(JSON, "[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "\"E1\"",
                "[{\"usercode\":\"E1\"}",
                "[{\"usercode\":\"E1\"},",
                "{\"usercode\":\"E1\"",
                "{\"usercode\":\"E1\"}{}",
                "[] x",
                "[{\"usercode\":\"E1\",\"usercode\":\"E1\"}]",
                "[[[[[[[[[[1]]]]]]]]]]"
            })
    void cannotReadABodyThatIsNoJsonRows(String body) {
        assertThatThrownBy(() -> outcomes(JSON, body)).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void cannotReadABodyThatIsNotUtf8() {
        byte[] body = join(bytes("{\"usercode\":\"E"), new byte[] {(byte) 0xC0, (byte) 0xAF}, bytes("\"}"));

        assertThatThrownBy(() -> outcomes(JSON, body))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void cannotReadATextOrNamePastItsLimit() {
        assertThatThrownBy(() -> outcomes(JSON, "{\"usercode\":\"" + "x".repeat(RowLimits.VALUE + 1) + "\"}"))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> outcomes(JSON, "{\"" + "x".repeat(RowLimits.NAME + 1) + "\":1}"))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("limit");
    }
}
