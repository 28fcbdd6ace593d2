package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

class RowFaultTest {
    private static final String VALUE = "Key (email)=(ada@acme.test)";

    private static Throwable database(String state) {
        return new ModelException("no", new SQLException(VALUE, state));
    }

    @ParameterizedTest
    @CsvSource({
        "23505,conflict",
        "22001,too-long",
        "22021,invalid-value",
        "40P01,conflict",
        "40001,conflict",
        "HYT00,conflict"
    })
    void theDatabaseSaysWhatIsWrongWithTheRow(String state, String code) {
        assertThat(RowFault.behind(database(state))).hasValueSatisfying(error -> {
            assertThat(error.code().wire()).isEqualTo(code);
            assertThat(error.message()).doesNotContain("ada");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "42P01"})
    void orThatItIsNotTheRows(String state) {
        assertThat(RowFault.behind(database(state))).isEmpty();
    }

    @Test
    void aCustomerRemovedMeanwhileIsAConflict() {
        NullPointerException ofKeycloak = new NullPointerException();
        ofKeycloak.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.keycloak.organization.utils.Organizations", "any", "Organizations.java", 439)
        });

        assertThat(RowFault.behind(ofKeycloak))
                .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(RowErrorCode.CONFLICT));
        assertThat(RowFault.behind(new NullPointerException())).isEmpty();
    }

    @Test
    void aVetoSaysItself() {
        assertThat(RowFault.behind(new ModelException("no", new ModelValidationException("Not in this realm."))))
                .contains(new RowError("row", RowErrorCode.INVALID_VALUE, "Not in this realm."));
    }

    @Test
    void whatElseTheModelRefusesIsAConflict() {
        assertThat(RowFault.behind(new ModelDuplicateException(VALUE))).hasValueSatisfying(error -> {
            assertThat(error.code()).isEqualTo(RowErrorCode.CONFLICT);
            assertThat(error.message()).doesNotContain("ada");
        });
    }

    @Test
    void anythingElseIsNot() {
        assertThat(RowFault.behind(new IllegalStateException("no"))).isEmpty();
    }
}
