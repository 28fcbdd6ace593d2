package dev.rolecall.sync.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.KeyField;
import dev.rolecall.people.RowMapping;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTermsTest {
    @Test
    void areReadAsTheyWereKept() {
        RowTerms terms = new RowTerms(
                RowMapping.of(
                        new KeyField("employeeId"),
                        List.of("a%3Db=email|lower|x=\"y\"", "ignore:Salary", "constant:userType=HUMAN"),
                        "acme"),
                EmptyCells.CLEAR);

        assertThat(RowTerms.ofJson(terms.toJson())).isEqualTo(terms);
    }

    @Test
    void ofASourceThatSaysNothingAreTheDefault() {
        assertThat(RowTerms.ofJson(RowTerms.DEFAULT.toJson())).isEqualTo(RowTerms.DEFAULT);
    }
}
