package dev.rolecall.sync.rows;

import static dev.rolecall.sync.rows.Reading.bytes;
import static dev.rolecall.sync.rows.Reading.join;
import static dev.rolecall.sync.rows.Reading.outcomes;
import static dev.rolecall.sync.rows.RowFormat.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Test
    void rejectsARowThatIsTooLongAndGoesOn() {
        String long1 = "{\"usercode\":\"E1\",\"roles\":[\"" + "x".repeat(RowLimits.VALUE) + "\""
                + (",\"" + "x".repeat(RowLimits.VALUE - 1) + "\"").repeat(RowLimits.RECORD / RowLimits.VALUE) + "]}";

        assertThat(outcomes(JSON, "[" + long1 + ",{\"usercode\":\"E2\"}," + long1 + "]"))
                .containsExactly("1 too-long", "2 E2", "3 too-long");
        assertThat(outcomes(JSON, long1)).containsExactly("1 too-long");
    }

    @Test
    void rejectsARowOfTooManyValuesAndGoesOn() {
        String many = "{\"usercode\":\"E1\",\"roles\":[1" + ",1".repeat(RowLimits.TOKENS) + "]}";

        assertThat(outcomes(JSON, "[" + many + ",[1" + ",1".repeat(RowLimits.TOKENS) + "],{\"usercode\":\"E3\"}]"))
                .containsExactly("1 too-long", "2 too-long", "3 E3");
    }

    @Test
    void measuresEachRowByItself() {
        String row = "{\"usercode\":\"E1\",\"attributes\":{\"a\":[\"" + "x".repeat(2000) + "\"]}}";
        String body = "[" + row + ("," + row).repeat(1_999) + "]";

        assertThat(outcomes(JSON, body)).hasSize(2_000).allMatch(outcome -> outcome.endsWith(" E1"));
    }

    @Test
    void cannotReadARowOfTooManyMembers() {
        String members = IntStream.range(0, RowLimits.MEMBERS + 1)
                .mapToObj(i -> "\"m" + i + "\":1")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> outcomes(JSON, "[{\"usercode\":\"E1\"},{" + members + "}]"))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining(RowLimits.MEMBERS + " members");
    }
}
