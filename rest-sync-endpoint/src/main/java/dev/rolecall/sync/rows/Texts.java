package dev.rolecall.sync.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Text as a database can hold it: strict UTF-8, no NUL, no half of a surrogate pair. */
final class Texts {
    private Texts() {}

    /** The text of these bytes, or nothing when they are not UTF-8. */
    static Optional<String> utf8(byte[] bytes, int from, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** Every name and text in the tree; its depth was bounded when it was parsed. */
    static boolean isStorable(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!isStorable(member.getKey()) || !isStorable(member.getValue())) {
                return false;
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (!isStorable(element)) {
                    return false;
                }
            }
        }
        return !node.isTextual() || isStorable(node.textValue());
    }
}
