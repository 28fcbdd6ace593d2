package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportStateTest {
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            value = {
                "from,      COMPLETED, HELD, REJECTED, FAILED",
                "COMPLETED, true,      true, false,    true",
                "HELD,      true,      true, true,     true",
                "REJECTED,  true,      true, false,    true",
                "FAILED,    true,      true, false,    true"
            })
    void aReportBecomesThese(ReportState from, boolean completed, boolean held, boolean rejected, boolean failed) {
        assertThat(from.canBecome(ReportState.COMPLETED)).isEqualTo(completed);
        assertThat(from.canBecome(ReportState.HELD)).isEqualTo(held);
        assertThat(from.canBecome(ReportState.REJECTED)).isEqualTo(rejected);
        assertThat(from.canBecome(ReportState.FAILED)).isEqualTo(failed);
    }

    private static LdapReportEntity endedAs(ReportState state) {
        LdapReportEntity report = new LdapReportEntity("mapper");
        report.replace(Instant.EPOCH, "{}", state, state == ReportState.HELD ? "[\"somebody\"]" : null);
        return report;
    }

    @Test
    void whatIsHeldIsForgottenWhenItIsRejected() {
        LdapReportEntity report = endedAs(ReportState.HELD);

        assertThat(report.reject()).isTrue();

        assertThat(report.getState()).isEqualTo(ReportState.REJECTED);
        assertThat(report.getHeld()).isNull();
        assertThat(report.reject()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "FAILED"})
    void aReportThatWaitsForNothingStaysAsItIs(ReportState state) {
        LdapReportEntity report = endedAs(state);

        assertThat(report.reject()).isFalse();

        assertThat(report.getState()).isEqualTo(state);
    }
}
