package dev.rolecall.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.people.RowMapping;
import dev.rolecall.sync.gate.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the columns of its file: a JSON object of column names and what they become, as in an entry of a
 * source's header mappings; null leaves a column out.
 *
 * @param changes empty where the request says nothing
 */
record HeaderMappings(Map<String, @Nullable String> changes) {
    static final HeaderMappings NONE = new HeaderMappings(Map.of());

    private static final String FIELD = "headerMappings";

    /**
     * @param object null where the request says nothing
     * @throws Refusal 400 unless it is an object of texts and nulls
     */
    static HeaderMappings of(@Nullable JsonNode object) {
        try {
            return object == null ? NONE : read(object);
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException saying what it is instead */
    static HeaderMappings read(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("The header mappings are a JSON object.");
        }
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            JsonNode meaning = entry.getValue();
            if (!meaning.isTextual() && !meaning.isNull()) {
                throw new IllegalArgumentException("In the header mappings a column becomes a text or null.");
            }
            if (entry.getKey().length() + meaning.asText().length() > RowMapping.MAX_ENTRY) {
                throw new IllegalArgumentException("A column in the header mappings and what it becomes have at most "
                        + RowMapping.MAX_ENTRY + " characters together.");
            }
            changes.put(entry.getKey(), meaning.textValue());
        });
        return new HeaderMappings(changes);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    static Refusal unusable(String message) {
        return Refusal.badRequest(FIELD, "invalid-value", message);
    }
}
