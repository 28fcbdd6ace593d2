package dev.rolecall.sync;

import dev.rolecall.sync.gate.Refusal;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a request whose rows are applied at once. */
final class SyncBody {
    static final int LIMIT = 10 << 20;

    private SyncBody() {}

    static byte[] read(InputStream body, @Nullable String contentLength) {
        if (contentLength != null && isMoreThan(LIMIT, contentLength)) {
            throw tooLarge();
        }
        byte[] bytes;
        try {
            bytes = body.readNBytes(LIMIT + 1);
        } catch (IOException e) {
            throw Refusal.badRequest("The body broke off.");
        }
        if (bytes.length > LIMIT) {
            throw tooLarge();
        }
        return bytes;
    }

    private static boolean isMoreThan(long limit, String contentLength) {
        try {
            return Long.parseLong(contentLength.strip()) > limit;
        } catch (NumberFormatException e) {
            return false; // what comes is counted anyway
        }
    }

    private static Refusal tooLarge() {
        return Refusal.tooLarge("A request has at most 10 MB (" + LIMIT + " bytes); send more as an import.");
    }
}
