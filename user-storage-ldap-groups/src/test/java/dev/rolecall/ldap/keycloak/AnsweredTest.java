package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnsweredTest {
    private static final Instant ASKED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant NOW = ASKED.plusSeconds(60);

    private final Answered answered = Answered.at(ASKED);

    @Test
    void anAnswerIsOvertakenByOneThatWasAskedForLater() {
        assertThat(answered.isOvertakenBy(ASKED.plusMillis(1), NOW)).isTrue();
        assertThat(answered.isOvertakenBy(NOW, NOW)).isTrue();
    }

    @Test
    void anAnswerIsNotOvertakenByOneThatWasAskedForBeforeOrAtOnce() {
        assertThat(answered.isOvertakenBy(ASKED.minusMillis(1), NOW)).isFalse();
        assertThat(answered.isOvertakenBy(ASKED, NOW)).isFalse();
    }

    @Test
    void aTimeThatHasNotComeYetStandsInNobodysWay() {
        assertThat(answered.isOvertakenBy(NOW.plusMillis(1), NOW)).isFalse();
    }

    @Test
    void whatIsDecidedWithoutTheDirectoryHoldsWhateverCameSince() {
        assertThat(Answered.NOW.isOvertakenBy(NOW, NOW)).isFalse();
        assertThat(Answered.NOW.toWrite(ASKED, NOW)).isEqualTo(NOW);
    }

    @Test
    void theTimeOfTheQuestionIsWritten() {
        assertThat(answered.toWrite(ASKED.minusSeconds(5), NOW)).isEqualTo(ASKED);
        assertThat(answered.toWrite(null, NOW)).isEqualTo(ASKED);
    }

    @Test
    void anAnswerInPartLeavesTheTimeOfTheWholeOneBefore() {
        assertThat(answered.inPart().toWrite(ASKED.minusSeconds(5), NOW)).isEqualTo(ASKED.minusSeconds(5));
        assertThat(answered.inPart().toWrite(null, NOW)).isEqualTo(ASKED);
    }
}
