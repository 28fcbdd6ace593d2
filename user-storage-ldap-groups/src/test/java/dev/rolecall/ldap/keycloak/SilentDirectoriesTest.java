package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SilentDirectoriesTest {
    private static final String STAFF = "staff";

    private final Watch watch = new Watch();
    private final SilentDirectories directories = new SilentDirectories(watch);

    @Test
    void oneThatAnswersIsAskedByEverybody() {
        assertThat(directories.mayAsk(STAFF)).isTrue();
        assertThat(directories.mayAsk(STAFF)).isTrue();
    }

    @Test
    void oneThatWasSilentIsSparedForAWhile() {
        directories.silent(STAFF);

        watch.forward(SilentDirectories.SPARED.minusMillis(1));

        assertThat(directories.mayAsk(STAFF)).isFalse();
        assertThat(directories.mayAsk("guests")).isTrue();
    }

    @Test
    void afterThatOneQuestionIsPutToItAtATime() {
        directories.silent(STAFF);

        watch.forward(SilentDirectories.SPARED);

        assertThat(directories.mayAsk(STAFF)).isTrue();
        assertThat(directories.mayAsk(STAFF)).isFalse();
    }

    @Test
    void aQuestionNobodyHeardOfAgainHoldsUpTheNextForNoLonger() {
        directories.silent(STAFF);
        watch.forward(SilentDirectories.SPARED);
        directories.mayAsk(STAFF);

        watch.forward(SilentDirectories.SPARED);

        assertThat(directories.mayAsk(STAFF)).isTrue();
    }

    @Test
    void anAnswerOpensItToEverybody() {
        directories.silent(STAFF);

        directories.answered(STAFF);

        assertThat(directories.mayAsk(STAFF)).isTrue();
        assertThat(directories.mayAsk(STAFF)).isTrue();
    }

    @Test
    void anotherSilenceSparesItAsLongAgain() {
        directories.silent(STAFF);
        watch.forward(SilentDirectories.SPARED);
        directories.mayAsk(STAFF);
        watch.forward(Duration.ofSeconds(5));

        directories.silent(STAFF);
        watch.forward(SilentDirectories.SPARED.minusSeconds(5));

        assertThat(directories.mayAsk(STAFF)).isFalse();
    }

    @Test
    void ofManyAtTheSameTimeOneAsks() throws Exception {
        directories.silent(STAFF);
        watch.forward(SilentDirectories.SPARED);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> question = () -> directories.mayAsk(STAFF);
            int asking = 0;
            for (Future<Boolean> may :
                    threads.invokeAll(Stream.generate(() -> question).limit(64).toList())) {
                asking += may.get() ? 1 : 0;
            }

            assertThat(asking).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Watch extends Clock {
        private volatile Instant now = Instant.EPOCH;

        void forward(Duration time) {
            now = now.plus(time);
        }

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
            return this;
        }
    }
}
