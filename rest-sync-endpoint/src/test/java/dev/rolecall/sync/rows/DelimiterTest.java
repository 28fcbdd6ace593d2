package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DelimiterTest {
    private static List<@Nullable String> keys(String csv, @Nullable Delimiter delimiter) throws IOException {
        List<@Nullable String> keys = new ArrayList<>();
        FileForm form = new FileForm(RowFormat.CSV, false, delimiter);
        try (RowReader reader = form.open(new ByteArrayInputStream(Reading.bytes(csv)), Reading.COLUMNS)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                keys.add(row.key());
            }
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource(Delimiter.class)
    void isFoundInTheHeaderLine(Delimiter delimiter) throws Exception {
        String csv = "\n\r\n\"first,;|\tName\"^usercode^username\n\"a,;|\tb\"^E1^u1\nx^E2^u2\n"
                .replace('^', delimiter.sign());

        assertThat(keys(csv, null)).containsExactly("E1", "E2");
    }

    @Test
    void isTheCommaWhereNothingShowsIt() throws Exception {
        assertThat(keys("usercode\nE1\n", null)).containsExactly("E1");
    }

    @Test
    void isNotGuessedWhereItIsSaid() throws Exception {
        assertThat(keys("usercode|a;b;c\nE1|x\n", Delimiter.PIPE)).containsExactly("E1");
    }

    @Test
    void isFoundBehindAByteOrderMark() throws Exception {
        assertThat(keys("\uFEFFusercode;username\nE1;u\n", null)).containsExactly("E1");
    }

    @Test
    void staysTheSameAfterABrokenRow() throws Exception {
        assertThat(keys("usercode;username\n\"E1\"x;u\nE2;v\n", null)).containsExactly(null, "E2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"comma COMMA", "Semicolon SEMICOLON", "TAB TAB", "pipe PIPE", "; SEMICOLON", "| PIPE"})
    void hasANameAndASign(String text, Delimiter delimiter) {
        assertThat(Delimiter.named(text)).contains(delimiter);
    }

    @Test
    void isOneOfFour() {
        assertThat(Delimiter.named("x")).isEmpty();
        assertThat(Delimiter.named("")).isEmpty();
    }
}
