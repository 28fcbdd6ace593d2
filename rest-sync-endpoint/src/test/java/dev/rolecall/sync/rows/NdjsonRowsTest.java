package dev.rolecall.sync.rows;

import static dev.rolecall.sync.rows.Reading.bytes;
import static dev.rolecall.sync.rows.Reading.join;
import static dev.rolecall.sync.rows.Reading.outcomes;
import static dev.rolecall.sync.rows.RowFormat.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonRowsTest {
    private static final String E9 = "{\"usercode\":\"E9\"}";

    @Test
    void givesARowPerLineAndPassesEmptyLines() {
        assertThat(outcomes(NDJSON, "\uFEFF{\"usercode\":\"E1\"}\r\n\n  \n" + E9))
                .containsExactly("1 E1", "4 E9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "5",
                "[]",
                "null",
                "{\"usercode\":\"E1\"} {}",
                "{\"usercode\":\"E1\",\"usercode\":\"E2\"}",
                "{\"usercode\":\"\\u0000\"}",
                "{\"usercode\":\"\\ud800\"}",
                "{\"\\ud800\":1}",
                "{'usercode':'E1'}",
                "{\"usercode\":\"E1\",\"attributes\":{\"a\":[[[[[[[[1]]]]]]]]}}",
                "{\"usercode\":123456789012345678901234567890123}"
            })
    void rejectsALineThatIsNoRowAndGoesOn(String line) {
        assertThat(outcomes(NDJSON, line + "\n" + E9)).containsExactly("1 malformed-row", "2 E9");
    }

    @Test
    void rejectsALineThatIsNotUtf8AndGoesOn() {
        byte[] body = join(bytes("{\"usercode\":\"E"), new byte[] {(byte) 0xFF}, bytes("\"}\n" + E9));

        assertThat(outcomes(NDJSON, body)).containsExactly("1 malformed-row", "2 E9");
    }

    @Test
    void rejectsALineThatIsTooLongAndGoesOn() {
        assertThat(outcomes(NDJSON, "x".repeat(RowLimits.RECORD + 1) + "\n" + E9))
                .containsExactly("1 too-long", "2 E9");
    }

    @Test
    void cannotReadNothing() {
        assertThatThrownBy(() -> outcomes(NDJSON, "")).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void rejectsALineOfTooManyMembersOrValuesAndGoesOn() {
        String members = IntStream.range(0, RowLimits.MEMBERS + 1)
                .mapToObj(i -> "\"m" + i + "\":1")
                .collect(Collectors.joining(","));
        String values = "{\"usercode\":\"E2\",\"roles\":[1" + ",1".repeat(RowLimits.TOKENS) + "]}";

        assertThat(outcomes(NDJSON, "{" + members + "}\n" + values + "\n" + E9))
                .containsExactly("1 malformed-row", "2 too-long", "3 E9");
    }
}
