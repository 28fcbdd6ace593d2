package dev.rolecall.directory.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.directory.upkeep.BoundedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    private static BoundedLines lines(byte[] bytes, long mostOfAll) {
        return new BoundedLines(new ByteArrayInputStream(bytes), 5, mostOfAll);
    }

    private static List<Line> all(String text) throws IOException {
        BoundedLines lines = lines(text.getBytes(StandardCharsets.UTF_8), 1_000);
        List<Line> all = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    @Test
    void countTheLinesWithOrWithoutABreakAtTheEnd() throws IOException {
        List<Line> expected = List.of(new Line(1, "a"), new Line(2, ""), new Line(3, "bä"));

        assertThat(all("a\n\nbä")).isEqualTo(expected);
        assertThat(all("a\n\nbä\n")).isEqualTo(expected);
    }

    @Test
    void haveNoTextWhereOneIsTooLongAndGoOnBehindIt() throws IOException {
        assertThat(all("12345\n123456\nx")).containsExactly(new Line(1, "12345"), new Line(2, null), new Line(3, "x"));
    }

    @Test
    void haveNoTextWhereOneIsNotUtf8() throws IOException {
        assertThat(lines(new byte[] {(byte) 0xC3, '\n'}, 10).next()).isEqualTo(new Line(1, null));
    }

    @Test
    void endWhereThereIsMoreThanMayBe() {
        BoundedLines lines = lines("12\n45".getBytes(StandardCharsets.UTF_8), 4);

        assertThatThrownBy(() -> {
                    lines.next();
                    lines.next();
                })
                .isInstanceOf(BoundedLines.TooLargeException.class);
    }
}
