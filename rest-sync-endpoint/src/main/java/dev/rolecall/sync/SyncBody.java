package dev.rolecall.sync;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.sync.gate.ContentLength;
import dev.rolecall.sync.gate.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The bytes of a request whose rows are applied at once. */
final class SyncBody {
    private static final Logger LOG = Logger.getLogger(SyncBody.class);

    static final int LIMIT = 10 << 20;

    private SyncBody() {}

    static byte[] read(InputStream body, @Nullable String contentLength) {
        if (ContentLength.isAbove(LIMIT, contentLength)) {
            throw tooLarge();
        }
        byte[] bytes;
        try {
            bytes = body.readNBytes(LIMIT + 1);
        } catch (IOException e) {
            LOG.debugf("A body broke off: %s", CauseTrail.of(e));
            throw Refusal.badRequest("The body broke off.");
        }
        if (bytes.length > LIMIT) {
            throw tooLarge();
        }
        return bytes;
    }

    private static Refusal tooLarge() {
        return Refusal.tooLarge("A request has at most 10 MB (" + LIMIT + " bytes); send more as an import.");
    }
}
