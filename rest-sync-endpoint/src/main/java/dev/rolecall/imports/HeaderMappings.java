package dev.rolecall.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rolecall.people.RowMapping;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the columns of its file: a JSON object of column names and what they become, as in an entry of a
 * source's header mappings; null leaves a column out.
 *
 * @param changes empty where the request says nothing
 */
record HeaderMappings(Map<String, @Nullable String> changes) {
    static final String HEADER = "Rolecall-Header-Mappings";
    static final HeaderMappings NONE = new HeaderMappings(Map.of());

    private static final String FIELD = "headerMappings";
    private static final int MAX_LENGTH = 16 << 10;
    private static final ObjectReader JSON = StrictJson.reader(2, 10, RowMapping.MAX_ENTRY, RowMapping.MAX_ENTRY);

    /**
     * @param header null where there is none
     * @throws Refusal 400 unless it is a JSON object of texts and nulls
     */
    static HeaderMappings ofHeader(@Nullable String header) {
        return header == null ? NONE : refusing(() -> parse(header));
    }

    /** @throws Refusal 400 unless it is an object of texts and nulls */
    static HeaderMappings of(JsonNode object) {
        return refusing(() -> read(object));
    }

    /** @throws IllegalArgumentException saying what it is instead */
    static HeaderMappings parse(String header) {
        if (header.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The header mappings have at most " + MAX_LENGTH + " characters.");
        }
        try {
            return read(JSON.readTree(header));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The header mappings are a JSON object of texts.", e);
        }
    }

    private static HeaderMappings read(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("The header mappings are a JSON object.");
        }
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            if (!entry.getValue().isTextual() && !entry.getValue().isNull()) {
                throw new IllegalArgumentException("In the header mappings a column becomes a text or null.");
            }
            changes.put(entry.getKey(), entry.getValue().textValue());
        });
        return new HeaderMappings(changes);
    }

    private static HeaderMappings refusing(Supplier<HeaderMappings> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    static Refusal unusable(String message) {
        return Refusal.badRequest(FIELD, "invalid-value", message);
    }
}
