package dev.rolecall.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON text and trees. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Any value Jackson can write, for example a {@code Map} or a {@code List}. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** With line breaks and indentation, for people. */
    public static String pretty(JsonNode node) {
        return node.toPrettyString();
    }
}
