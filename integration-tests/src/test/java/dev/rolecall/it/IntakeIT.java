package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In what forms a file may come, and what is refused before anything of it is kept. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class IntakeIT {
    private static final String FORM = "multipart/form-data; boundary=b";
    private static final int ABOVE_10_MB = (10 << 20) + 1;

    private final TestRealm realm;
    private final Database database;
    private final Integration integration;

    IntakeIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.integration = new Integration(realm);
    }

    private static String csv(String code) {
        return "usercode,username,email,firstName,lastName\n%1$s,%1$s,%1$s@people.test,Ada,Lovelace\n".formatted(code);
    }

    private static String code() {
        return "I-" + UUID.randomUUID();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] form(String metadata, String fileHeaders, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(bytes("--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + metadata
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n" + fileHeaders
                + "\r\n\r\n"));
        form.writeBytes(file);
        form.writeBytes(bytes("\r\n--b--\r\n"));
        return form.toByteArray();
    }

    private Answer send(String contentType, Map<String, String> headers, byte[] body) {
        return send("", contentType, headers, body);
    }

    private Answer send(String query, String contentType, Map<String, String> headers, byte[] body) {
        var request = Http.request(realm.asApplication().uri("/rolecall/imports" + query), realm.tokenOf("hr-import"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return Http.send(request);
    }

    private JsonNode ended(Answer answer) {
        return integration.ended(answer.expecting(202).json().path("id").asText());
    }

    /** How many imports there are, complete or not. */
    private long kept() {
        return database.number("select count(*) from RC_IMPORT where REALM_ID = ?", realm.id());
    }

    private void keepsNothing(Answer answer, int status, long before) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error_description").asText()).isNotBlank();
        assertThat(kept()).isEqualTo(before);
    }

    @Nested
    class AForm {
        @Test
        void saysInItsMetadataWhatIsToBeDone() {
            JsonNode ended = ended(send(
                    FORM,
                    Map.of(),
                    form("{\"source\":\"hr\",\"mode\":\"upsert\"}", "Content-Type: text/csv", bytes(csv(code())))));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }

        @Test
        void mayHaveAFileThatIsLargerThanOtherBodies() {
            byte[] file = new byte[ABOVE_10_MB];
            Arrays.fill(file, (byte) '\n');
            byte[] rows = bytes(csv(code()));
            System.arraycopy(rows, 0, file, 0, rows.length);

            JsonNode ended = ended(send(FORM, Map.of(), form("{}", "Content-Type: text/csv", file)));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }

        @Test
        void mayHaveACompressedFile() {
            JsonNode ended = ended(send(
                    FORM,
                    Map.of(),
                    form("{}", "Content-Type: text/csv\r\nContent-Encoding: gzip", gzip(bytes(csv(code()))))));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }

        @Test
        void namesNoSourceOfAnotherClient() {
            assertThat(send(
                                    FORM,
                                    Map.of(),
                                    form("{\"source\":\"other\"}", "Content-Type: text/csv", bytes(csv(code()))))
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void isRefusedWithMetadataThatNobodyKnows() {
            long before = kept();

            keepsNothing(
                    send(FORM, Map.of(), form("{\"sorce\":\"hr\"}", "Content-Type: text/csv", bytes(csv(code())))),
                    400,
                    before);
        }

        @Test
        void isRefusedWhereSomethingFollowsTheFile() {
            long before = kept();
            byte[] twice = form(
                    "{}",
                    "Content-Type: text/csv",
                    bytes("a\r\n--b\r\nContent-Disposition: form-data; name=x\r\n\r\n"));

            keepsNothing(send(FORM, Map.of(), twice), 400, before);
        }
    }

    @Test
    void aJsonArrayIsAFile() {
        JsonNode ended = ended(send(
                Integration.JSON,
                Map.of(),
                bytes("[" + ARow.aboutANewcomer().json() + ","
                        + ARow.aboutANewcomer().json() + "]")));

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(2);
    }

    @Test
    void cellsMayBeSeparatedOtherwise() {
        JsonNode found = ended(send(Integration.CSV, Map.of(), bytes(csv(code()).replace(',', ';'))));
        JsonNode said = ended(send(
                Integration.CSV + "; delimiter=tab", Map.of(), bytes(csv(code()).replace(',', '\t'))));

        assertThat(found.at("/counts/created").asInt()).isEqualTo(1);
        assertThat(said.at("/counts/created").asInt()).isEqualTo(1);
    }

    @Nested
    class ACompressedFile {
        private final Map<String, String> gzip = Map.of("Content-Encoding", "gzip");

        @Test
        void isDecompressedWhileItIsApplied() {
            JsonNode ended = ended(send(Integration.CSV, gzip, gzip(bytes(csv(code())))));

            assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
        }

        @Test
        void isRefusedWhenItIsDamaged() {
            long before = kept();
            byte[] damaged = gzip(bytes(csv(code())));
            damaged[damaged.length - 6] ^= 1;

            keepsNothing(send(Integration.CSV, gzip, damaged), 400, before);
        }

        @Test
        void isRefusedWhenItIsABomb() {
            long before = kept();

            keepsNothing(send(Integration.CSV, gzip, gzip(new byte[64 << 20])), 413, before);
        }

        @Test
        void isCompressedWithGzipOnly() {
            assertThat(send(Integration.CSV, Map.of("Content-Encoding", "br"), bytes(csv(code())))
                            .status())
                    .isEqualTo(415);
        }
    }

    @Nested
    class ADigest {
        private final byte[] body = bytes(csv(code()));

        private Map<String, String> of(String name, String algorithm) {
            try {
                return Map.of(
                        "Content-Digest",
                        name + "=:"
                                + Base64.getEncoder()
                                        .encodeToString(MessageDigest.getInstance(algorithm)
                                                .digest(body))
                                + ":");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void thatIsRightIsAccepted() {
            assertThat(send(Integration.CSV, of("sha-256", "SHA-256"), body).status())
                    .isEqualTo(202);
            assertThat(send(Integration.CSV, of("sha-512", "SHA-512"), body).status())
                    .isEqualTo(202);
        }

        @Test
        void ofAnotherBodyIsRefused() {
            long before = kept();

            keepsNothing(send(Integration.CSV, of("sha-256", "SHA-256"), bytes(csv(code()))), 400, before);
        }

        @Test
        void thatIsNotKnownIsRefused() {
            long before = kept();

            keepsNothing(send(Integration.CSV, of("md5", "MD5"), body), 400, before);
        }
    }

    @Nested
    class AnIdempotencyKey {
        private final Map<String, String> key =
                Map.of("Idempotency-Key", UUID.randomUUID().toString());
        private final byte[] body = bytes(csv(code()));

        @Test
        void givesTheSameImportAgain() {
            Answer first = send(Integration.CSV, key, body).expecting(202);
            integration.ended(first.json().path("id").asText());

            Answer again = send(Integration.CSV, key, body).expecting(200);

            assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
            assertThat(again.location()).isEqualTo(first.location());
            assertThat(again.json().path("state").asText()).isEqualTo("COMPLETED");
        }

        @Test
        void isNotForAnotherFile() {
            send(Integration.CSV, key, body).expecting(202);

            assertThat(send(Integration.CSV, key, bytes(csv(code()))).status()).isEqualTo(409);
        }

        @Test
        void isNotForAnotherRequestWithTheFile() {
            send(Integration.CSV, key, body).expecting(202);

            assertThat(send("?mode=upsert", Integration.CSV, key, body).status())
                    .isEqualTo(409);
        }

        @Test
        void makesOneImportOfManyAtOnce() {
            long before = kept();
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> send(Integration.CSV, key, body).status()))
                    .toList();

            List<Integer> statuses =
                    answers.stream().map(CompletableFuture::join).toList();

            assertThat(statuses)
                    .containsOnlyOnce(202)
                    .allMatch(status -> List.of(200, 202, 409).contains(status));
            assertThat(kept()).isEqualTo(before + 1);
        }

        @Test
        void isOneVisibleText() {
            assertThat(send(Integration.CSV, Map.of("Idempotency-Key", "a b"), body)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class AnUploadThatBreaksOff {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 300_000})
        void leavesNothing(int bytes) {
            long before = kept();
            try (RawConnection connection = new RawConnection(realm.onServer("/"))) {
                connection
                        .post(
                                "/realms/" + realm.name() + "/rolecall/imports",
                                "Authorization: Bearer " + realm.tokenOf("hr-import"),
                                "Content-Type: text/csv",
                                "Content-Length: 1000000")
                        .send(new byte[bytes]);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> kept() == before + 1);
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> kept() == before);
        }
    }

    @Nested
    class ABodyAbove10Mb {
        private final String path = "/realms/" + realm.name();

        private int announced(String at, String contentType) {
            try (RawConnection connection = new RawConnection(realm.onServer("/"))) {
                return connection
                        .post(at, "Content-Type: " + contentType, "Content-Length: " + ABOVE_10_MB)
                        .status();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/clients-registrations/default", "/protocol/openid-connect/token", "/rolecall/users/sync"})
        void isRefusedElsewhere(String below) {
            assertThat(announced(path + below, "application/json")).isEqualTo(413);
        }

        /** Keycloak itself refuses a path that is not written plainly. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/rolecall/import%73",
                    "/rolecall/imports/%2e%2e/users/sync",
                    "/rolecall/imports;a=b",
                    "/x/%2e%2e/%2e%2e/master/clients-registrations/default"
                })
        void isRefusedUnderAnyOtherSpellingOfThePath(String below) {
            assertThat(announced(path + below, "text/csv")).isIn(400, 413);
        }

        @Test
        void isRefusedAsAUrlEncodedFormAlsoHere() {
            assertThat(announced(path + "/rolecall/imports", "application/x-www-form-urlencoded"))
                    .isEqualTo(413);
        }

        @Test
        void isAskedForATokenHere() {
            assertThat(announced(path + "/rolecall/imports", "text/csv")).isEqualTo(401);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/clients-registrations/default", "/rolecall/users/sync"})
        void isRefusedElsewhereAlsoWhenItDoesNotSayHowLongItIs(String below) {
            try (RawConnection connection = new RawConnection(realm.onServer("/"))) {
                connection.post(
                        path + below,
                        "Authorization: Bearer " + realm.tokenOf("people-push"),
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked");
                byte[] text = new byte[ABOVE_10_MB]; // and no byte more, which the server would close the connection on
                Arrays.fill(text, (byte) 'x');
                text[0] = '"';
                connection.send(Integer.toHexString(text.length) + "\r\n").send(text);

                assertThat(connection.status()).isEqualTo(413);
            }
        }
    }

    @Test
    void brokenRequestsAreRefusedAndNeverAFault() {
        Random random = new Random(4);
        List<String> types = List.of(
                "text/csv",
                FORM,
                "application/json",
                "application/x-ndjson",
                "multipart/form-data",
                "text/csv; a=\"",
                ";",
                "x");
        for (int i = 0; i < 40; i++) {
            byte[] body = form("{\"source\":\"hr\"}", "Content-Type: text/csv", bytes(csv(code())));
            for (int j = 0; j < 4; j++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            Map<String, String> headers = i % 3 == 0 ? Map.of("Content-Encoding", "gzip") : Map.of();

            Answer answer = send(types.get(i % types.size()), headers, body);

            assertThat(answer.status()).isBetween(200, 499);
            if (answer.status() == 202) {
                assertThat(ended(answer).path("state").asText()).isIn("COMPLETED", "FAILED");
            }
        }
    }
}
