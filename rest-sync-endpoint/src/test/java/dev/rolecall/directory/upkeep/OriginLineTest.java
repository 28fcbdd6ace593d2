package dev.rolecall.directory.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.access.Origin;
import dev.rolecall.access.OriginNote;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginLineTest {
    private static final String GOOD = """
            {"user":"u","organization":"acme","path":["prod-eu","ADMIN"],"kind":"import","id":"hr","grantedAt":"2026-01-02T03:04:05Z"}""";

    private static String with(String member) {
        return GOOD.replace("}", "," + member + "}");
    }

    @Test
    void isReadAsItIsWritten() throws JsonProcessingException {
        OriginNote note = new OriginNote(
                "u",
                "a/b@c",
                List.of("prod/eu", "+console.logs.read"),
                new Origin(Origin.Kind.IDENTITY_PROVIDER, "partner"),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Instant.parse("2027-01-02T03:04:05Z"));

        String line = JsonMapper.builder().build().writeValueAsString(OriginRepresentation.of(note));

        assertThat(OriginLine.read(line)).isEqualTo(note);
    }

    @Test
    void anAssociationByHandHasAnEmptyPathAndNoId() throws JsonProcessingException {
        OriginNote note =
                new OriginNote("u", "acme", List.of(), new Origin(Origin.Kind.CONSOLE, null), Instant.EPOCH, null);

        String line = JsonMapper.builder().build().writeValueAsString(OriginRepresentation.of(note));

        assertThat(line).isEqualTo("""
                        {"user":"u","organization":"acme","path":[],"kind":"console","grantedAt":"1970-01-01T00:00:00Z"}""");
        assertThat(OriginLine.read(line)).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{} {}",
                "{}",
                "{\"user\":\"u\",\"user\":\"v\"}",
                "{\"user\":[[[[1]]]]}",
            })
    void whatIsNoSuchObjectIsMalformed(String line) {
        assertThatThrownBy(() -> OriginLine.read(line)).isInstanceOf(OriginLine.MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expiresAt\":\"tomorrow\"",
                "\"expiresAt\":\"1969-01-01T00:00:00Z\"",
                "\"expiresAt\":\"+12026-01-01T00:00:00Z\"",
                "\"expiresAt\":17",
                "\"unknown\":1",
            })
    void aMemberThatIsNotUnderstoodMakesItMalformed(String member) {
        assertThatThrownBy(() -> OriginLine.read(with(member))).isInstanceOf(OriginLine.MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"acme\"", "\"import\"", "\"u\"", "\"prod-eu\"", "\"hr\"", "\"2026-01-02T03:04:05Z\""})
    void aTextThatIsEmptyNoTextOrHasControlCharactersIsRefused(String text) {
        assertThat(OriginLine.read(GOOD)).isNotNull();

        for (String other : List.of("\"\"", "7", "\"a\\u0000b\"", "\"\\ud800\"", "\"" + "x".repeat(256) + "\"")) {
            assertThatThrownBy(() -> OriginLine.read(GOOD.replace(text, other)))
                    .isInstanceOf(OriginLine.MalformedException.class);
        }
    }

    @Test
    void aReasonRepeatsNothingOfTheLine() {
        assertThatThrownBy(() -> OriginLine.read(GOOD.replace("import", "secret-kind")))
                .isInstanceOf(OriginLine.MalformedException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aThirdLevelIsRefused() {
        assertThatThrownBy(() -> OriginLine.read(GOOD.replace("\"ADMIN\"", "\"ADMIN\",\"deep\"")))
                .isInstanceOf(OriginLine.MalformedException.class);
    }
}
