package dev.rolecall.imports.upload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** By the header Idempotency-Key a request that is sent again is known. */
public final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";

    private final String text;

    private IdempotencyKey(String text) {
        this.text = text;
    }

    /**
     * @param headers the values of all headers of that name
     * @throws UnusableUploadException when there are several, or it is none
     */
    public static Optional<IdempotencyKey> of(List<String> headers) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String text = headers.get(0).strip();
        if (headers.size() > 1 || !text.matches("[\\x21-\\x7E]{1,255}")) {
            throw UnusableUploadException.malformed(
                    HEADER, "An Idempotency-Key has 1 to 255 visible ASCII characters, and there is one.");
        }
        return Optional.of(new IdempotencyKey(text));
    }

    /** As it is stored: 64 hexadecimal digits that are the same for the same key of the same client for the same source. */
    public String within(String sourceId, String clientId) {
        MessageDigest digest = ContentDigest.digest("SHA-256");
        for (String part : List.of(sourceId, clientId, text)) {
            digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String toString() {
        return "IdempotencyKey";
    }
}
