package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv|CSV",
                "Text/CSV; charset=UTF-8|CSV",
                "text/csv; header=present; charset=\"utf-8\"|CSV",
                "application/x-ndjson|NDJSON",
                "application/json;charset=utf-8|JSON"
            })
    void isNamedByTheContentType(String contentType, RowFormat format) {
        assertThat(RowFormat.ofContentType(contentType)).contains(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "text/csv; charset=iso-8859-1", "application/jsonx", "csv"})
    void isNotGuessed(String contentType) {
        assertThat(RowFormat.ofContentType(contentType)).isEmpty();
    }

    @Test
    void isReadOnlyFromPlainBytes() {
        assertThat(RowFormat.isPlain(null)).isTrue();
        assertThat(RowFormat.isPlain("identity")).isTrue();
        assertThat(RowFormat.isPlain("gzip")).isFalse();
    }
}
