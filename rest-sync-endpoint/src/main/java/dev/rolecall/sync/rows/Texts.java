package dev.rolecall.sync.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.people.Text;
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

    /** Every name and text in the tree; its depth was bounded when it was parsed. */
    static boolean isStorable(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!Text.isWellFormed(member.getKey()) || !isStorable(member.getValue())) {
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
        return !node.isTextual() || Text.isWellFormed(node.textValue());
    }
}
