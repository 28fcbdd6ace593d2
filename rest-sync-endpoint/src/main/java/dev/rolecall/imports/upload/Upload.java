package dev.rolecall.imports.upload;

import dev.rolecall.imports.upload.Multipart.Part;
import dev.rolecall.sync.rows.Delimiter;
import dev.rolecall.sync.rows.FileForm;
import dev.rolecall.sync.rows.HeaderValue;
import dev.rolecall.sync.rows.RowFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a request, whose bytes are still to come. Read {@link #file()} to its end, then call {@link #finish()}: only
 * then all of the body has come.
 */
public final class Upload {
    private static final String FORM_DATA = "multipart/form-data";

    /** What the server's HTTP layer is told instead, which would read a form whole: {@code dev.rolecall.sync.http}. */
    public static final String FORM_DATA_STREAMED = "application/x-rolecall-form-data";

    private static final String FILE = "file";

    private final UploadOrder order;
    private final FileForm form;
    private final InputStream file;
    private final InputStream body;
    private final ContentDigest digest;
    private final @Nullable Multipart parts;

    private Upload(
            UploadOrder order,
            FileForm form,
            InputStream file,
            InputStream body,
            ContentDigest digest,
            @Nullable Multipart parts) {
        this.order = order;
        this.form = form;
        this.file = file;
        this.body = body;
        this.digest = digest;
        this.parts = parts;
    }

    /**
     * Reads no more of the body than the metadata before the file.
     *
     * @param order by query and headers
     * @throws UnusableUploadException when the request cannot be taken
     * @throws IOException             when the body broke off
     */
    public static Upload of(
            UploadOrder order,
            @Nullable String contentType,
            @Nullable String contentEncoding,
            ContentDigest digest,
            InputStream body)
            throws IOException {
        InputStream bytes = digest.over(body);
        HeaderValue type = header(contentType);
        if (!type.value().equals(FORM_DATA) && !type.value().equals(FORM_DATA_STREAMED)) {
            return new Upload(order, form(contentType, contentEncoding, null), bytes, bytes, digest, null);
        }
        if (!FileForm.packed(contentEncoding).equals(Optional.of(false))) {
            throw UnusableUploadException.unsupported(
                    "A multipart body is not compressed; the Content-Encoding of its part " + FILE + " may be gzip.");
        }
        Multipart parts = new Multipart(bytes, type.parameter("boundary").orElse(""));
        Part part = parts.next().orElseThrow(Upload::noFile);
        UploadOrder whole = order;
        if (part.name().equals(UploadOrder.METADATA)) {
            whole = order.with(part.content());
            part = parts.next().orElseThrow(Upload::noFile);
        }
        if (!part.name().equals(FILE)) {
            throw wrongParts();
        }
        FileForm form = form(
                whole.contentType() == null ? part.header("content-type").orElse(null) : whole.contentType(),
                whole.contentEncoding() == null
                        ? part.header("content-encoding").orElse(null)
                        : whole.contentEncoding(),
                whole.delimiter());
        return new Upload(whole, form, part.content(), bytes, digest, parts);
    }

    private static HeaderValue header(@Nullable String contentType) {
        return HeaderValue.parse(contentType == null ? "" : contentType).orElseThrow(Upload::unsupported);
    }

    private static FileForm form(
            @Nullable String contentType, @Nullable String contentEncoding, @Nullable String delimiter) {
        RowFormat format =
                RowFormat.ofContentType(contentType == null ? "" : contentType).orElseThrow(Upload::unsupported);
        boolean packed = FileForm.packed(contentEncoding)
                .orElseThrow(() -> UnusableUploadException.unsupported("A file may be compressed with gzip only."));
        String wanted =
                delimiter == null ? header(contentType).parameter("delimiter").orElse(null) : delimiter;
        return new FileForm(format, packed, wanted == null ? null : delimiter(format, wanted));
    }

    private static Delimiter delimiter(RowFormat format, String wanted) {
        return Delimiter.named(wanted)
                .filter(delimiter -> format == RowFormat.CSV)
                .orElseThrow(() -> UnusableUploadException.malformed(
                        "delimiter", "The delimiter of text/csv is comma, semicolon, tab or pipe."));
    }

    private static UnusableUploadException unsupported() {
        return UnusableUploadException.unsupported("A file comes as text/csv, application/x-ndjson or application/json,"
                + " in UTF-8, by itself or as the part " + FILE + " of multipart/form-data.");
    }

    private static UnusableUploadException noFile() {
        return UnusableUploadException.malformed(FILE, "The multipart body has no part " + FILE + ".");
    }

    private static UnusableUploadException wrongParts() {
        return UnusableUploadException.malformed(
                "body",
                "A multipart body has a part " + UploadOrder.METADATA + ", or none, and then one part " + FILE
                        + "; nothing else.");
    }

    /** With what the metadata said. */
    public UploadOrder order() {
        return order;
    }

    public FileForm form() {
        return form;
    }

    /** The bytes of the file as they were sent; to be read once. */
    public InputStream file() {
        return file;
    }

    /**
     * Reads what follows the file.
     *
     * @throws UnusableUploadException when something else follows, or the body is not what its digest is of
     */
    public void finish() throws IOException {
        if (parts != null && parts.next().isPresent()) {
            throw wrongParts();
        }
        if (body.read() >= 0) {
            throw new IllegalStateException("the file was not read to its end");
        }
        digest.requireMatch();
    }
}
