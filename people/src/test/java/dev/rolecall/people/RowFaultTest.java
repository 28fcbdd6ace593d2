package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ModelException;

class RowFaultTest {
    @ParameterizedTest
    @CsvSource({
        "23505,true",
        "22001,true",
        "40P01,true",
        "40001,true",
        "HYT00,true",
        "08006,false",
        "53300,false",
        "42P01,false"
    })
    void theDatabaseSaysWhoseFaultItIs(String state, boolean rows) {
        assertThat(RowFault.isBehind(new ModelException("no", new SQLException("no", state))))
                .isEqualTo(rows);
    }

    @Test
    void aVetoIsTheRows() {
        assertThat(RowFault.isBehind(new ModelException("no"))).isTrue();
    }

    @Test
    void anythingElseIsNot() {
        assertThat(RowFault.isBehind(new IllegalStateException("no"))).isFalse();
    }
}
