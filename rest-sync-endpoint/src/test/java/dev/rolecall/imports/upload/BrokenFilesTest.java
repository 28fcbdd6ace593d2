package dev.rolecall.imports.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.people.EmptyCells;
import dev.rolecall.people.RowMapping;
import dev.rolecall.sync.rows.Columns;
import dev.rolecall.sync.rows.RowReader;
import dev.rolecall.sync.rows.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever the bytes are, they are rows, or they are refused: nothing else is thrown, and nothing hangs. */
class BrokenFilesTest {
    private static final Columns COLUMNS =
            new Columns(Set.of("department"), Set.of("department"), EmptyCells.KEEP, RowMapping.NONE);
    private static final UploadOrder NOTHING = new UploadOrder(null, null, null, null, null, null, null);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String CSV =
            "\uFEFFusercode,username,firstName,department\r\nE1,ada,\"Ada \"\"A\"\"\nL.\",R&D;é\nE2,,,\n";
    private static final String JSON =
            "{\"usercode\":\"E1\",\"attributes\":{\"department\":[\"R&D\"]},\"roles\":[\"VIEW@acme\"],"
                    + "\"credential\":{\"algorithm\":\"pbkdf2-sha512\",\"hashIterations\":1,\"salt\":\"AA==\",\"value\":\"AA==\"}}";

    /** What breaks parsers when it stands in the wrong place. */
    private static final List<String> TROUBLE = List.of(
            "\"",
            "\"\"",
            "\r",
            "\n",
            "\r\n",
            ",",
            ";",
            "\t",
            "|",
            "\\",
            "\\u0000",
            "\\ud800",
            "{",
            "}",
            "[",
            "]",
            ":",
            "null",
            "1e999999",
            "-",
            "\0",
            "\u00ff\u00fe",
            "\u00c3",
            "\u00ed\u00a0\u0080",
            "\u00ef\u00bb\u00bf",
            "--b",
            "\r\n--b",
            "\r\n--b--",
            "Content-Disposition: form-data; name=\"file\"\r\n\r\n",
            "\u001f\u008b\b",
            "[".repeat(50));

    /** @param body its bytes, each as one character */
    record Sent(String contentType, boolean packed, String body) {
        Sent changed(String other) {
            return new Sent(contentType, packed, other);
        }
    }

    /** From here on so many bytes give way to these. */
    record Change(double where, int bytes, String instead) {
        String in(String body) {
            int from = (int) (where * body.length());
            int to = Math.min(body.length(), from + bytes);
            return body.substring(0, from) + instead + body.substring(to);
        }
    }

    @Provide
    Arbitrary<Sent> broken() {
        Arbitrary<Sent> whole = Arbitraries.of(
                        new Sent("text/csv", false, utf8(CSV)),
                        new Sent("text/csv; delimiter=tab", false, utf8(CSV.replace(',', '\t'))),
                        new Sent("application/x-ndjson", false, utf8(JSON + "\n\n" + JSON + "\n")),
                        new Sent("application/json", false, utf8("[" + JSON + "," + JSON + "]")),
                        new Sent("application/json", false, utf8(JSON)))
                .flatMap(sent -> Arbitraries.of(sent, packed(sent), form(sent), form(packed(sent))));
        Arbitrary<String> instead = Arbitraries.oneOf(
                Arbitraries.of(TROUBLE),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(8));
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        instead)
                .as(Change::new);
        return Combinators.combine(
                        whole,
                        change.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.doubles().between(0, 1.5))
                .as((sent, changes, end) -> {
                    String body = sent.body();
                    for (Change one : changes) {
                        body = one.in(body);
                    }
                    return sent.changed(body.substring(0, end > 1 ? body.length() : (int) (end * body.length())));
                });
    }

    private static String utf8(String text) {
        return latin(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Sent packed(Sent sent) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(sent.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sent(sent.contentType(), true, latin(packed.toByteArray()));
    }

    private static Sent form(Sent sent) {
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{\"source\":\"hr\",\"contentType\":\""
                        + sent.contentType() + "\"}\r\n--b\r\nContent-Disposition: form-data; name=\"file\""
                        + (sent.packed() ? "\r\nContent-Encoding: gzip" : "") + "\r\n\r\n" + sent.body()
                        + "\r\n--b--\r\n";
        return new Sent("multipart/form-data; boundary=b", false, form);
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void isReadOrRefused(@ForAll("broken") Sent sent) throws IOException {
        long begun = System.nanoTime();
        int rows = 0;
        try {
            rows = rows(sent);
        } catch (UnusableUploadException e) {
            assertThat(e.reason()).isNotBlank();
        } catch (UnreadableBodyException e) {
            assertThat(e.reason()).isNotBlank();
        }
        assertThat(rows).isLessThan(1_000);
        assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos());
    }

    private static int rows(Sent sent) throws IOException {
        Upload upload = Upload.of(
                NOTHING,
                sent.contentType(),
                sent.packed() ? "gzip" : null,
                ContentDigest.of(List.of()),
                new ByteArrayInputStream(bytes(sent.body())));
        byte[] file = upload.file().readAllBytes();
        upload.finish();
        int rows = 0;
        try (RowReader reader = upload.form().open(new ByteArrayInputStream(file), COLUMNS)) {
            while (reader.next() != null) {
                rows++;
            }
        }
        return rows;
    }
}
