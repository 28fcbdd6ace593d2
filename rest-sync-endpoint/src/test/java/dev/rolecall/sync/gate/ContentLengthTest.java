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

    @ParameterizedTest
    @CsvSource({"10,true", "11,false", "-1,false", "99999999999999999999,false", "eleven,false", "'',false"})
    void isKnownToBeWithinALimitOrNot(String header, boolean within) {
        assertThat(ContentLength.isWithin(10, header)).isEqualTo(within);
        assertThat(ContentLength.isWithin(10, null)).isFalse();
    }
}
