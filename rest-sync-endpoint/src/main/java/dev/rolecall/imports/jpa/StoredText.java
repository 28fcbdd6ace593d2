package dev.rolecall.imports.jpa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.people.RowError;
import dev.rolecall.sync.rows.RowResultRepresentation.RowErrorRepresentation;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts as the tables hold them: bounded, and nothing in them a database refuses. */
final class StoredText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY = 255;
    private static final int MESSAGE = 500;
    private static final int MOST = 50;
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** What a too long key is found by again, too. */
    static String key(String key) {
        return storable(key, KEY);
    }

    static String message(String message) {
        return storable(message, MESSAGE);
    }

    /** JSON, or null when there are none. */
    static @Nullable String ofErrors(List<RowError> errors) {
        if (errors.isEmpty()) {
            return null;
        }
        return write(errors.stream()
                .limit(MOST)
                .map(error -> new RowErrorRepresentation(
                        message(error.field()), error.code().wire(), message(error.message())))
                .toList());
    }

    static List<RowErrorRepresentation> errors(@Nullable String json) {
        return json == null ? List.of() : read(json, new TypeReference<>() {});
    }

    static @Nullable String ofWarnings(List<String> warnings) {
        if (warnings.isEmpty()) {
            return null;
        }
        return write(warnings.stream().limit(MOST).map(StoredText::message).toList());
    }

    static List<String> warnings(@Nullable String json) {
        return json == null ? List.of() : read(json, new TypeReference<>() {});
    }

    private static String storable(String text, int most) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length() && kept.length() < most; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && kept.length() + 2 <= most;
            if (pair) {
                kept.append(c).append(text.charAt(++i));
            } else {
                kept.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return kept.toString();
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
