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
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final DirectoryPerson engineer = person("engineer");
    private final Watch watch = new Watch();
    private final Arrivals arrivals = new Arrivals(watch);

    private static DirectoryPerson person(String title) {
        return new DirectoryPerson(Set.of(), Map.of("title", List.of(title)));
    }

    @Test
    void somebodyWhoWasSeenGetsWhatWasSaid() {
        arrivals.expect(Map.of("e-1", engineer, "e-2", person("clerk")));

        assertThat(arrivals.arrived("e-1")).contains(engineer);
    }

    @Test
    void nobodyGetsItTwice() {
        arrivals.expect(Map.of("e-1", engineer));
        arrivals.arrived("e-1");

        assertThat(arrivals.arrived("e-1")).isEmpty();
    }

    @Test
    void whoWasNotSeenGetsNothing() {
        arrivals.expect(Map.of("e-1", engineer));

        assertThat(arrivals.arrived("e-2")).isEmpty();
        assertThat(arrivals.arrived(null)).isEmpty();
    }

    @Test
    void nobodyIsExpectedBeforeASync() {
        assertThat(arrivals.arrived("e-1")).isEmpty();
    }

    @Test
    void theLastSyncCounts() {
        arrivals.expect(Map.of("e-1", engineer, "e-2", engineer));

        arrivals.expect(Map.of("e-2", person("clerk")));

        assertThat(arrivals.arrived("e-1")).isEmpty();
        assertThat(arrivals.arrived("e-2")).contains(person("clerk"));
    }

    @Test
    void anHourLaterItIsTooLate() {
        arrivals.expect(Map.of("e-1", engineer, "e-2", engineer));

        watch.now = watch.now.plus(Duration.ofHours(1));
        assertThat(arrivals.arrived("e-1")).contains(engineer);

        watch.now = watch.now.plusSeconds(1);
        assertThat(arrivals.arrived("e-2")).isEmpty();
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
