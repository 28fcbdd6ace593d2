package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantHoldersTest {
    @ParameterizedTest
    @CsvSource({"1,1", "10,1", "100,10", "1000,100"})
    void grantsFillOneCustomerAfterTheOther(int grants, int customers) {
        assertThat(GrantHolders.customers(grants)).isEqualTo(customers);
    }
}
