package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetbackTest {
    @Nested
    class ADatabaseThatIsAway {
        static Stream<Throwable> outages() {
            return Stream.of(
                    new SQLException("terminating connection due to administrator command", "57P01"),
                    new SQLException("the database system is starting up", "57P03"),
                    new SQLException("connection refused", "08001"),
                    new SQLException("too many connections", "53300"),
                    new SQLException("cannot execute UPDATE in a read-only transaction", "25006"),
                    new SQLException("Acquisition timeout while waiting for new connection"),
                    new SQLTransientConnectionException("away", "99999"),
                    new ConnectException("refused"));
        }

        @ParameterizedTest
        @MethodSource("outages")
        void isNotCountedHoweverOftenItIsMet(Throwable outage) {
            Setback setback = Setback.of(new IllegalStateException(new IOException(outage)), 9);

            assertThat(setback.counts()).isFalse();
            assertThat(setback.delay()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Nested
    class AnythingElse {
        static Stream<Throwable> faults() {
            return Stream.of(
                    new IllegalStateException("a bug"),
                    new OutOfMemoryError(),
                    new StackOverflowError(),
                    new NoClassDefFoundError("x"),
                    new SQLException("syntax error", "42601"),
                    new SQLException("value too long", "22001"));
        }

        @ParameterizedTest
        @MethodSource("faults")
        void isCounted(Throwable fault) {
            assertThat(Setback.of(fault, 1).counts()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 6, 7, 10, 1_000})
        void isTriedAgainLaterEachTimeButWithinAMinute(int attempt) {
            Duration delay = Setback.of(new IllegalStateException(), attempt).delay();

            assertThat(delay).isEqualTo(Duration.ofSeconds(Math.min(60, (long) Math.pow(2, Math.min(attempt, 20)))));
        }

        @Test
        void isGivenUpWithinTenMinutes() {
            long seconds = IntStream.rangeClosed(1, Setback.MOST_ATTEMPTS)
                    .mapToLong(attempt -> Setback.of(new StackOverflowError(), attempt)
                            .delay()
                            .toSeconds())
                    .sum();

            assertThat(seconds).isBetween(60L, 600L);
        }
    }

    @Test
    void aCircleOfCausesIsFollowedOnce() {
        Exception first = new Exception();
        first.initCause(new Exception(first));

        assertThat(Setback.of(first, 1).counts()).isTrue();
    }
}
