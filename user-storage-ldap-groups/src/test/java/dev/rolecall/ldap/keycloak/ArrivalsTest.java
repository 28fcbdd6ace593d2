package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.ldap.DirectoryPerson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Answered ANSWERED = Answered.at(Instant.parse("2026-11-22T09:59:00Z"));

    private final DirectoryPerson engineer = person("engineer");
    private final Watch watch = new Watch();
    private final Arrivals arrivals = new Arrivals(watch);

    private static DirectoryPerson person(String title) {
        return new DirectoryPerson(Set.of(), Map.of("title", List.of(title)));
    }

    @Test
    void somebodyWhoWasSeenGetsWhatWasSaid() {
        arrivals.expect(Map.of("e-1", engineer, "e-2", person("clerk")), ANSWERED);

        assertThat(arrivals.arrived("e-1")).contains(new Arrivals.Arrived(engineer, ANSWERED));
    }

    @Test
    void nobodyGetsItTwice() {
        arrivals.expect(Map.of("e-1", engineer), ANSWERED);
        arrivals.arrived("e-1");

        assertThat(arrivals.arrived("e-1")).isEmpty();
    }

    @Test
    void whoWasNotSeenGetsNothing() {
        arrivals.expect(Map.of("e-1", engineer), ANSWERED);

        assertThat(arrivals.arrived("e-2")).isEmpty();
        assertThat(arrivals.arrived(null)).isEmpty();
    }

    @Test
    void nobodyIsExpectedBeforeASync() {
        assertThat(arrivals.arrived("e-1")).isEmpty();
    }

    @Test
    void theLastSyncCounts() {
        arrivals.expect(Map.of("e-1", engineer, "e-2", engineer), ANSWERED);

        arrivals.expect(Map.of("e-2", person("clerk")), ANSWERED);

        assertThat(arrivals.arrived("e-1")).isEmpty();
        assertThat(arrivals.arrived("e-2")).contains(new Arrivals.Arrived(person("clerk"), ANSWERED));
    }

    @Test
    void anHourLaterItIsTooLate() {
        arrivals.expect(Map.of("e-1", engineer, "e-2", engineer), ANSWERED);

        watch.now = watch.now.plus(Duration.ofHours(1));
        assertThat(arrivals.arrived("e-1")).contains(new Arrivals.Arrived(engineer, ANSWERED));

        watch.now = watch.now.plusSeconds(1);
        assertThat(arrivals.arrived("e-2")).isEmpty();
    }

    @Nested
    class WhoHasAnAccount {
        @Test
        void isWrittenWithOthersOnceAsManyCameAsAreToCome() {
            expectPeople(8);

            assertThat(come(8)).containsExactly(0, 0, 0, 4, 0, 2, 1, 1);
        }

        @Test
        void isWrittenWithNoMoreThanSo() {
            expectPeople(8);

            assertThat(IntStream.range(0, 8).map(each -> comes(each, 3))).containsExactly(0, 0, 3, 0, 0, 3, 1, 1);
        }

        @Test
        void isWrittenThoughSomebodyElseNeverComes() {
            expectPeople(9);

            assertThat(come(8).sum()).isEqualTo(8);
        }

        @Test
        void isWrittenAloneWhereNobodyIsExpectedAnyMore() {
            assertThat(arrivals.stored("u-1", engineer, 200)).containsExactly(Map.entry("u-1", engineer));
        }

        private void expectPeople(int number) {
            arrivals.expect(
                    IntStream.range(0, number).boxed().collect(Collectors.toMap(each -> "e-" + each, each -> engineer)),
                    ANSWERED);
        }

        private IntStream come(int number) {
            return IntStream.range(0, number).map(each -> comes(each, 200));
        }

        /** How many are written then. */
        private int comes(int each, int most) {
            DirectoryPerson answer = arrivals.arrived("e-" + each).orElseThrow().person();
            return arrivals.stored("u-" + each, answer, most).size();
        }
    }

    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
