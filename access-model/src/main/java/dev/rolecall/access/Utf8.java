package dev.rolecall.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded bytes that must be UTF-8: a lenient reader would let two spellings name one role. */
final class Utf8 {
    private Utf8() {}

    static String strict(String what, byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidReferenceException("the " + what + " is not percent-encoded UTF-8", e);
        }
    }
}
