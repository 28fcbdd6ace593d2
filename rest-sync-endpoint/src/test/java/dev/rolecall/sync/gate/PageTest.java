package dev.rolecall.sync.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    @ParameterizedTest
    @CsvSource({"0, 2, a b", "1, 1, b", "2, 5, c", "3, 1, ''", "2147483647, 1000, ''"})
    void isAPartOfAList(int first, int max, String part) {
        assertThat(String.join(" ", new Page(first, max).of(List.of("a", "b", "c"))))
                .isEqualTo(part);
    }
}
