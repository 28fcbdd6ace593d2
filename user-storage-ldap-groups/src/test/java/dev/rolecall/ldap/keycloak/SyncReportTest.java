package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncReportTest {
    private final SyncReport report = new SyncReport();

    @Test
    void whoIsHeldBackIsCountedAndNotNamed() {
        report.holdBack(List.of("u-1", "u-2"));

        assertThat(report.state()).isEqualTo(ReportState.HELD);
        assertThat(report.members()).containsEntry("heldBack", 2);
        assertThat(report.json()).doesNotContain("u-1");
    }

    @Test
    void whoIsHeldBackIsReadAsWritten() {
        report.holdBack(List.of("u-1", "u-2"));

        assertThat(SyncReport.heldPeople(String.valueOf(report.heldPeople()))).containsExactly("u-1", "u-2");
    }

    @Test
    void aSyncWithoutAnAnswerFailed() {
        report.unanswered("the directory could not be reached");

        assertThat(report.state()).isEqualTo(ReportState.FAILED);
        assertThat(report.heldPeople()).isNull();
    }

    @Test
    void membersAreReadAsWritten() {
        report.people = 7;
        report.missingGroup("cn=a");
        report.problem("line 2: odd");

        assertThat(SyncReport.membersOf(report.json())).isEqualTo(report.members());
    }

    @Test
    void theConsoleTellsHowManyGainedAndLost() {
        report.people = 7;
        report.gaining = 2;
        report.losing = 1;
        report.missingGroup("cn=a");

        assertThat(report.result().getStatus())
                .isEqualTo("people checked: 7, gained something: 2, lost something: 1;"
                        + " rules name groups that do not exist: cn=a");
    }

    @Test
    void theConsoleTellsThatNothingWasDoneWithoutAnAnswer() {
        report.unanswered("the directory could not be reached");

        assertThat(report.result().getStatus()).startsWith("nothing: ").endsWith("the directory could not be reached");
    }

    @Test
    void aSyncThatStoppedFailedAndTellsWhatItDidBefore() {
        report.gaining = 2;
        report.holdBack(List.of("u-1"));

        report.stopped("somebody saved rules");

        assertThat(report.state()).isEqualTo(ReportState.FAILED);
        assertThat(report.heldPeople()).isNull();
        assertThat(report.result().getStatus())
                .contains("gained something: 2", "stopped before the end: somebody saved rules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0085b", "a\u001bb", "a\u2028b"})
    void noProblemBreaksALine(String text) {
        report.problem(text);

        assertThat(report.members()).containsEntry("problems", List.of("a\uFFFDb"));
    }
}
