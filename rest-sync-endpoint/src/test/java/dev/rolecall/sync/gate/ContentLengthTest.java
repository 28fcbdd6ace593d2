package dev.rolecall.sync.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentLengthTest {
    @ParameterizedTest
    @CsvSource({"10,false", "11,true", "' 11 ',true", "eleven,false", "'',false"})
    void isAboveALimitOrNot(String header, boolean above) {
        assertThat(ContentLength.isAbove(10, header)).isEqualTo(above);
    }

    @Test
    void saysNothingWhereItIsMissing() {
        assertThat(ContentLength.isAbove(10, null)).isFalse();
    }
}
