package dev.rolecall.imports.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.sync.rows.Delimiter;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.RowFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {
    private static final UploadOrder NOTHING = new UploadOrder(null, null, null, null, null, null, null);
    private static final String FORM = "multipart/form-data; boundary=\"a b\"";

    private static Upload upload(UploadOrder order, @Nullable String type, @Nullable String encoding, String body) {
        try {
            return Upload.of(order, type, encoding, ContentDigest.of(List.of()), bytes(body));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As it comes from a slow network. */
    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(3, count));
            }
        };
    }

    private static String part(String headers, String content) {
        return "--a b\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    private static String metadata(String json) {
        return part("Content-Disposition: form-data; name=\"metadata\"", json);
    }

    private static String file(String content) {
        return part(
                "content-disposition: form-data; name=file; filename=\"a;b.csv\"\r\nContent-Type: text/csv", content);
    }

    private static String content(Upload upload) throws IOException {
        String content = new String(upload.file().readAllBytes(), StandardCharsets.ISO_8859_1);
        upload.finish();
        return content;
    }

    @Nested
    class AFileByItself {
        @Test
        void isTheBody() throws Exception {
            Upload upload = upload(NOTHING, "text/csv; charset=UTF-8", null, "a\nb\n");

            assertThat(upload.form()).isEqualTo(FileForm.plain(RowFormat.CSV));
            assertThat(content(upload)).isEqualTo("a\nb\n");
        }

        @Test
        void mayBeCompressedAndSayItsDelimiter() {
            assertThat(upload(NOTHING, "text/csv;delimiter=\";\"", "GZIP", "").form())
                    .isEqualTo(new FileForm(RowFormat.CSV, true, Delimiter.SEMICOLON));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "text/plain", "text/csv; charset=latin1", "text/csv; charset=\"utf-8"})
        void isOfATypeThatIsKnown(String type) {
            assertThatThrownBy(() -> upload(NOTHING, type, null, ""))
                    .isInstanceOfSatisfying(
                            UnusableUploadException.class,
                            e -> assertThat(e.kind()).isEqualTo(UnusableUploadException.Kind.UNSUPPORTED));
        }

        @Test
        void isCompressedInNoOtherWay() {
            assertThatThrownBy(() -> upload(NOTHING, "text/csv", "br", "")).isInstanceOf(UnusableUploadException.class);
        }

        @Test
        void hasADelimiterThatIsKnown() {
            assertThatThrownBy(() -> upload(NOTHING, "text/csv; delimiter=x", null, ""))
                    .isInstanceOf(UnusableUploadException.class);
        }
    }

    @Nested
    class AForm {
        @Test
        void hasMetadataAndAFile() throws Exception {
            Upload upload = upload(
                    NOTHING,
                    FORM,
                    null,
                    "preamble\r\n"
                            + metadata(
                                    "{\"source\":\"hr\",\"dryRun\":true,\"delimiter\":\"tab\",\"headerMappings\":{\"a\":\"b\"}}")
                            + file("a\r\n--a c\r\n") + "--a b--\r\nepilogue");

            assertThat(upload.order().source()).isEqualTo("hr");
            assertThat(upload.order().dryRun()).isEqualTo("true");
            assertThat(String.valueOf(upload.order().headerMappings())).isEqualTo("{\"a\":\"b\"}");
            assertThat(upload.form()).isEqualTo(new FileForm(RowFormat.CSV, false, Delimiter.TAB));
            assertThat(content(upload)).isEqualTo("a\r\n--a c\r\n");
        }

        @Test
        void mayHaveAFileAlone() throws Exception {
            assertThat(content(upload(NOTHING, FORM, null, file("x") + "--a b--")))
                    .isEqualTo("x");
        }

        @Test
        void mayHaveAnEmptyFile() throws Exception {
            assertThat(content(upload(NOTHING, FORM, null, file("") + "--a b--")))
                    .isEmpty();
        }

        @Test
        void mayBeCompressedInItsPart() {
            String packed = part(
                    "Content-Disposition: form-data; name=\"file\"\r\nContent-Type: text/csv\r\nContent-Encoding: gzip",
                    "x");

            assertThat(upload(NOTHING, FORM, null, packed + "--a b--").form().packed())
                    .isTrue();
        }

        @Test
        void isNotCompressedAsAWhole() {
            assertThatThrownBy(() -> upload(NOTHING, FORM, "gzip", file("x") + "--a b--"))
                    .isInstanceOf(UnusableUploadException.class);
        }

        @Test
        void saysNothingThatTheRequestSaid() {
            UploadOrder order = new UploadOrder("hr", null, null, null, null, null, null);

            assertThatThrownBy(() -> upload(order, FORM, null, metadata("{\"source\":\"hr\"}") + file("x") + "--a b--"))
                    .hasMessageContaining("twice");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{\"a\":1}",
                    "{\"source\":1}",
                    "{\"source\":\"a\",\"source\":\"b\"}",
                    "{} {}",
                    "\u00ff"
                })
        void hasMetadataThatAreUnderstood(String json) {
            assertThatThrownBy(() -> upload(NOTHING, FORM, null, metadata(json) + file("x") + "--a b--"))
                    .isInstanceOf(UnusableUploadException.class);
        }

        @Test
        void hasEachPartOnce() {
            Upload twice = upload(NOTHING, FORM, null, file("x") + file("y") + "--a b--");
            Upload late = upload(NOTHING, FORM, null, file("x") + metadata("{}") + "--a b--");

            assertThatThrownBy(() -> content(twice)).isInstanceOf(UnusableUploadException.class);
            assertThatThrownBy(() -> content(late)).isInstanceOf(UnusableUploadException.class);
            assertThatThrownBy(
                            () -> upload(NOTHING, FORM, null, metadata("{}") + metadata("{}") + file("x") + "--a b--"))
                    .isInstanceOf(UnusableUploadException.class);
        }

        @Test
        void isRefusedWhereverItBreaksOff() {
            String whole = metadata("{\"mode\":\"upsert\"}") + file("a,b\r\n1,2\r\n") + "--a b--";

            for (int length = 0; length < whole.length(); length++) {
                String broken = whole.substring(0, length);
                assertThatThrownBy(() -> content(upload(NOTHING, FORM, null, broken)))
                        .isInstanceOf(UnusableUploadException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "multipart/form-data",
                    "multipart/form-data; boundary=",
                    "multipart/form-data; boundary=\"a\u00e9\"",
                    "multipart/form-data; boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg1"
                })
        void hasABoundary(String type) {
            assertThatThrownBy(() -> upload(NOTHING, type, null, "")).isInstanceOf(UnusableUploadException.class);
        }

        @Test
        void hasBoundedHeaders() {
            String endless = "--a b\r\nContent-Disposition: form-data; name=file; x=" + "y".repeat(9_000);

            assertThatThrownBy(() -> upload(NOTHING, FORM, null, endless)).hasMessageContaining("too long");
        }
    }

    @Test
    void aDigestIsOfAllBytesOfTheBody() throws Exception {
        String body = file("x") + "--a b--\r\nepilogue";
        String digest = "sha-256=:"
                + java.util.Base64.getEncoder()
                        .encodeToString(
                                ContentDigest.digest("SHA-256").digest(body.getBytes(StandardCharsets.ISO_8859_1)))
                + ":";

        Upload upload = Upload.of(NOTHING, FORM, null, ContentDigest.of(List.of(digest)), bytes(body));

        assertThat(content(upload)).isEqualTo("x");
    }

    @Test
    void twoRequestsAreTheSameWhereTheirFileAndWhatIsDoneWithItAre() throws Exception {
        assertThat(fingerprint(NOTHING, "a")).isEqualTo(fingerprint(NOTHING, "a"));
        assertThat(fingerprint(NOTHING, "a")).isNotEqualTo(fingerprint(NOTHING, "b"));
        assertThat(fingerprint(NOTHING, "a"))
                .isNotEqualTo(fingerprint(new UploadOrder(null, "upsert", null, null, null, null, null), "a"));
    }

    private static String fingerprint(UploadOrder order, String file) throws IOException {
        Upload upload = upload(order, "text/csv", null, file);
        Fingerprint fingerprint = new Fingerprint(upload);
        fingerprint.over(upload.file()).readAllBytes();
        return fingerprint.text();
    }

    @Test
    void anIdempotencyKeyIsOneVisibleText() {
        assertThat(IdempotencyKey.of(List.of())).isEmpty();
        assertThat(IdempotencyKey.of(List.of("a")).orElseThrow().within("s", "c"))
                .isEqualTo(IdempotencyKey.of(List.of(" a ")).orElseThrow().within("s", "c"))
                .isNotEqualTo(IdempotencyKey.of(List.of("a")).orElseThrow().within("s2", "c"))
                .isNotEqualTo(IdempotencyKey.of(List.of("a")).orElseThrow().within("s", "c2"))
                .hasSize(64);
        for (List<String> wrong : List.of(List.of(""), List.of("a", "b"), List.of("a b"), List.of("x".repeat(256)))) {
            assertThatThrownBy(() -> IdempotencyKey.of(wrong)).isInstanceOf(UnusableUploadException.class);
        }
    }
}
