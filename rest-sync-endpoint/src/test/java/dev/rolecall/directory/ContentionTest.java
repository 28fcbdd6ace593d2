package dev.rolecall.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

class ContentionTest {
    private static Throwable database(String state) {
        return new ModelException("no", new SQLException("value ada@acme.test", state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22001", "22P05"})
    void whatCannotBeStoredIsTheFaultOfWhoSentIt(String state) {
        assertThat(Contention.fault("row", database(state))).hasValueSatisfying(fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.code()).isEqualTo("invalid-value");
            assertThat(fault.message()).doesNotContain("ada");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "40P01", "HYT00", "90131"})
    void whatSomebodyElseChangesIsAConflict(String state) {
        assertThat(Contention.fault("row", database(state)))
                .hasValueSatisfying(fault -> assertThat(fault.status()).isEqualTo(409));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "42P01"})
    void aDatabaseThatFailsIsNobodysFault(String state) {
        assertThat(Contention.fault("row", database(state))).isEmpty();
    }

    @Test
    void aVetoSaysItself() {
        assertThat(Contention.fault("row", new ModelException("no", new ModelValidationException("Not here."))))
                .contains(Fault.invalid("row", "Not here."));
    }
}
