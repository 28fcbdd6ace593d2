package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How large a file may be and how many may be under way, on a server whose memory is smaller than the file. */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ImportLimitsIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final String OPTION = "--spi-realm-restapi-extension--rolecall--max-";

    private static final byte[] HEADER = bytes("usercode,customers,roles,notes\n");
    private static final int ROW = 64 << 10;
    private static final int ROWS = 4_800;
    private static final long MOST_BYTES = HEADER.length + (long) ROWS * ROW;
    private static final int MOST_OPEN = 2;

    /** All of it is resident from the start, so that whatever is added later shows. */
    private static final String HEAP = "-Xms256m -Xmx256m -XX:+AlwaysPreTouch";

    /** A third of the file. */
    private static final long MORE = 100L << 20;

    private final KeycloakServer server;
    private final Database database;
    private final TestRealm realm;
    private final Integration integration;

    ImportLimitsIT(TestBed bed) {
        server = bed.spareServer("import-limits")
                .environment("JAVA_OPTS_KC_HEAP", HEAP)
                .option(OPTION + "import-bytes=" + MOST_BYTES)
                .option(OPTION + "open-imports=" + MOST_OPEN)
                .start();
        database = bed.spareDatabase();
        realm = TestRealm.create(server, TestBed.administration(server), "import-limits");
        integration = new Integration(realm);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Wrong, and mostly of a column nobody knows. */
    private static byte[] row(int number) {
        String begin = "E-" + number + ",acme,VIEW@nowhere,";
        return bytes(begin + "x".repeat(ROW - begin.length() - 1) + "\n");
    }

    /** Sends the largest file there may be, row by row and without saying how long it is. */
    private Answer sendTheLargest(String more) {
        Stream<byte[]> rows = IntStream.range(0, ROWS).mapToObj(ImportLimitsIT::row);
        Iterator<byte[]> file = Stream.of(Stream.of(HEADER), rows, Stream.of(bytes(more)))
                .flatMap(part -> part)
                .iterator();
        return Http.send(
                "POST",
                realm.asApplication().uri("/rolecall/imports"),
                realm.tokenOf("hr-import"),
                Integration.CSV,
                BodyPublishers.ofByteArrays(() -> file));
    }

    private long kept() {
        return database.number("select count(*) from RC_IMPORT where REALM_ID = ?", realm.id());
    }

    private long bytesKept() {
        return database.number("select count(*) from RC_IMPORT_CHUNK");
    }

    /** The most memory the server has ever had resident, in bytes; Linux counts it. */
    private long peak() {
        return Stream.concat(Stream.of(server.process()), server.process().descendants())
                .mapToLong(ImportLimitsIT::peak)
                .max()
                .orElseThrow();
    }

    private static long peak(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class AFileThatIsLargerThanTheMemory {
        @Test
        void isReceivedAndAppliedInTheMemoryThatThereIs() {
            integration.imported("usercode,username\nE-first,e-first\n");
            long before = peak();

            Answer answer = sendTheLargest("");
            long received = peak();
            JsonNode ended = integration.ended(TestSource.idOf(answer));
            long applied = peak();

            assertThat(ended.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(ended.at("/counts/rejected").asInt()).isEqualTo(ROWS);
            assertThat(received - before).isLessThan(MORE);
            assertThat(applied - before).isLessThan(MORE);
        }
    }

    @Nested
    class AFileThatIsLargerThanFilesMayBe {
        @Test
        void isRefusedByWhatItSaysOfItself() {
            long before = kept();
            try (RawConnection connection = new RawConnection(realm.onServer("/"))) {
                connection.post(
                        "/realms/" + realm.name() + "/rolecall/imports",
                        "Authorization: Bearer " + realm.tokenOf("hr-import"),
                        "Content-Type: text/csv",
                        "Content-Length: " + (MOST_BYTES + 1));

                assertThat(connection.status()).isEqualTo(413);
            }
            assertThat(kept()).isEqualTo(before);
        }

        @Test
        void isRefusedAtTheFirstByteTooManyAndLeavesNothing() {
            long before = kept();

            Answer answer = sendTheLargest("\n");

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().path("error").asText()).isEqualTo("content_too_large");
            assertThat(answer.json().path("error_description").asText()).contains(MOST_BYTES + " bytes");
            assertThat(kept()).isEqualTo(before);
            assertThat(bytesKept()).isZero();
        }
    }

    @Nested
    class OneFileTooMany {
        @Test
        void isRefusedWhileTheOthersAreUnderWayAndLeavesNothing() {
            long before = kept();
            try (RawConnection one = begun();
                    RawConnection two = begun()) {
                await().atMost(A_MOMENT).until(() -> kept() == before + MOST_OPEN);

                Answer answer = integration.send(Integration.CSV, "usercode\n");

                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.json().path("error_description").asText())
                        .contains("at most " + MOST_OPEN + " imports");
                assertThat(kept()).isEqualTo(before + MOST_OPEN);
                one.send("usercode\n");
                two.send("usercode\n");
            }
            await().atMost(A_MOMENT).until(() -> kept() == before);
            integration.send(Integration.CSV, "usercode\n").expecting(202);
        }

        private RawConnection begun() {
            return new RawConnection(realm.onServer("/"))
                    .post(
                            "/realms/" + realm.name() + "/rolecall/imports",
                            "Authorization: Bearer " + realm.tokenOf("hr-import"),
                            "Content-Type: text/csv",
                            "Content-Length: 1000000");
        }
    }
}
