package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.KeycloakServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server whose transactions end after fifteen seconds takes a longer upload, and knows its token after a restart. */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowUploadIT {
    private static final Duration BETWEEN_TWO_ROWS = Duration.ofSeconds(3);
    private static final int ROWS = 7;

    private final Answer upload;
    private final String refusedToken;
    private final TestRealm realm;
    private final KeycloakServer server;

    SlowUploadIT(TestBed bed) {
        KeycloakServer before = bed.spareServer("before-the-restart")
                .option("--transaction-default-timeout=15s")
                .start();
        TestRealm there = TestRealm.create(before, TestBed.administration(before), "slow-upload");
        upload = Http.send(Http.request(there.asApplication().uri("/rolecall/imports"), there.tokenOf("hr-import"))
                .header("Content-Type", Integration.CSV)
                .POST(BodyPublishers.ofInputStream(SlowRows::new)));
        refusedToken = there.tokenOf("hr-import");
        new Integration(there)
                .send(refusedToken, "", "text/plain", "x".getBytes(StandardCharsets.UTF_8))
                .expecting(415);
        int port = before.port();
        before.kill();
        // The same port: a token names the address of its issuer.
        server = bed.spareServer("after-the-restart").port(port).start();
        realm = there.through(server);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    /** A row, a pause, a row. */
    private static final class SlowRows extends InputStream {
        private final byte[] rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj("SU-%1$d,su-%1$d,su-%1$d@people.test,Ada,Lovelace\n"::formatted)
                .collect(Collectors.joining("", "usercode,username,email,firstName,lastName\n", ""))
                .getBytes(StandardCharsets.UTF_8);

        private int position;

        @Override
        public int read() {
            return position < rows.length ? rows[position++] : -1;
        }

        /** One row at a time. */
        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (position > 0 && position < rows.length) {
                pause();
            }
            int n = 0;
            while (n < count && position < rows.length && (n == 0 || rows[position - 1] != '\n')) {
                target[offset + n++] = rows[position++];
            }
            return n == 0 ? -1 : n;
        }

        private static void pause() throws IOException {
            try {
                Thread.sleep(BETWEEN_TWO_ROWS.toMillis()); // the slowness is what is tested
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    @Test
    void theSlowUploadIsAccepted() {
        assertThat(upload.status()).isEqualTo(202);
    }

    @Test
    void allOfItIsApplied() {
        assertThat(new Integration(realm)
                        .ended(upload.json().path("id").asText())
                        .at("/counts/created")
                        .asInt())
                .isEqualTo(ROWS);
    }

    @Test
    void aTokenThatWasUsedUpBeforeIsUsedUpNow() {
        assertThat(new Integration(realm)
                        .send(refusedToken, "", Integration.CSV, "usercode\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(401);
    }
}
