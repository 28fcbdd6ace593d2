package dev.rolecall.imports.jpa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.people.Change;
import dev.rolecall.sync.rows.ChangeRepresentation;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a row changed, as the table holds it: JSON in ASCII, whatever characters the database knows. */
final class StoredChanges {
    /** Characters of all values of a row. What was stored before may be larger than a row can be. */
    static final int MOST = 1 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StoredChanges() {}

    /** Null when there are none. Where the values are too many, later fields are named without theirs. */
    static @Nullable String of(List<Change> changes) {
        if (changes.isEmpty()) {
            return null;
        }
        List<ChangeRepresentation> kept = new ArrayList<>(changes.size());
        long left = MOST;
        for (Change change : changes) {
            long size = size(change);
            boolean fits = size <= left;
            kept.add(fits ? ChangeRepresentation.of(change) : ChangeRepresentation.cut(change));
            left -= fits ? size : 0;
        }
        try {
            return JSON.writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ChangeRepresentation> read(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Change change) {
        return size(change.before()) + size(change.after()) + size(change.added()) + size(change.removed());
    }

    private static long size(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().mapToLong(StoredChanges::size).sum();
        }
        return value == null ? 0 : value.toString().length();
    }
}
