package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "0|200|  [..............................]   0 of 200 rows",
                "100|200|  [###############...............] 100 of 200 rows",
                "199|200|  [#############################.] 199 of 200 rows",
                "200|200|  [##############################] 200 of 200 rows",
                // a file of no rows is done, and one with more rows than lines is not more than done
                "0|0|  [##############################] 0 of 0 rows",
                "3|2|  [##############################] 3 of 3 rows"
            })
    void showsTheShareThatIsDone(long done, long total, String text) {
        assertThat(new ProgressLine(done, total).text()).isEqualTo(text);
    }
}
