package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.upload.ContentDigest;
import dev.rolecall.imports.upload.IdempotencyKey;
import dev.rolecall.imports.upload.UnusableUploadException;
import dev.rolecall.imports.upload.Upload;
import dev.rolecall.imports.upload.UploadOrder;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say about its file. */
final class Request {
    private static final Logger LOG = Logger.getLogger(Request.class);

    private final HttpHeaders headers;

    Request(HttpHeaders headers) {
        this.headers = headers;
    }

    /** @throws UnusableUploadException when the request cannot be taken */
    Upload upload(@Nullable String source, @Nullable String mode, @Nullable String dryRun, InputStream body) {
        UploadOrder order = UploadOrder.of(source, mode, dryRun, headers.getHeaderString(UploadOrder.HEADER_MAPPINGS));
        try {
            return Upload.of(
                    order,
                    headers.getHeaderString(HttpHeaders.CONTENT_TYPE),
                    headers.getHeaderString(HttpHeaders.CONTENT_ENCODING),
                    ContentDigest.of(all("Content-Digest")),
                    body);
        } catch (IOException e) {
            LOG.debugf("An upload broke off: %s", CauseTrail.of(e));
            throw Receiver.brokenOff();
        }
    }

    /** @throws UnusableUploadException when there is one that is none */
    Optional<IdempotencyKey> key() {
        return IdempotencyKey.of(all("Idempotency-Key"));
    }

    private List<String> all(String header) {
        List<String> values = headers.getRequestHeader(header);
        return values == null ? List.of() : values;
    }

    static Refusal refusal(UnusableUploadException e) {
        return e.kind() == UnusableUploadException.Kind.UNSUPPORTED
                ? Refusal.unsupportedMediaType(e.reason())
                : Refusal.badRequest(e.field(), "invalid-value", e.reason());
    }
}
