package dev.rolecall.directory.upkeep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rolecall.access.Origin;
import dev.rolecall.access.OriginNote;
import dev.rolecall.sync.rows.StrictJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one line as {@link OriginRepresentation} writes it: nothing missing, nothing unknown, everything bounded. */
final class OriginLine {
    /** Bytes: two names of groups and an alias of 255 characters, all of them escaped, and the rest. */
    static final int MOST_BYTES = 16 << 10;

    private static final int MOST_CHARACTERS = 255;
    private static final Set<String> MEMBERS =
            Set.of("user", "organization", "path", "kind", "id", "grantedAt", "expiresAt");

    /** What a date of a grant can be; also what a count of milliseconds can hold. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final ObjectReader READER = StrictJson.reader(3, 32, MOST_CHARACTERS, MOST_BYTES);

    private final JsonNode line;

    private OriginLine(JsonNode line) {
        this.line = line;
    }

    /** @throws MalformedException that says why, without a word of the line */
    static OriginNote read(String text) {
        try {
            JsonNode line = READER.readTree(text);
            if (!line.isObject()) {
                throw new MalformedException("a line is a JSON object");
            }
            return new OriginLine(line).note();
        } catch (JsonProcessingException e) {
            throw new MalformedException("the line is not JSON, or nested too deep, or has a member twice");
        }
    }

    private OriginNote note() {
        for (Iterator<String> names = line.fieldNames(); names.hasNext(); ) {
            if (!MEMBERS.contains(names.next())) {
                throw new MalformedException("a line has the members " + String.join(", ", sortedMembers()));
            }
        }
        Instant grantedAt = time("grantedAt");
        if (grantedAt == null) {
            throw new MalformedException("grantedAt is missing");
        }
        return new OriginNote(
                required("user"),
                required("organization"),
                path(),
                new Origin(kind(), optional("id")),
                grantedAt,
                time("expiresAt"));
    }

    private static List<String> sortedMembers() {
        return MEMBERS.stream().sorted().toList();
    }

    private List<String> path() {
        JsonNode path = line.path("path");
        if (!path.isArray() || path.size() > OriginNote.MOST_LEVELS) {
            throw new MalformedException("path is an array of at most " + OriginNote.MOST_LEVELS + " names");
        }
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(text("path", name)));
        return names;
    }

    private Origin.Kind kind() {
        String wire = required("kind");
        return Arrays.stream(Origin.Kind.values())
                .filter(kind -> kind.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new MalformedException("kind is none of those there are"));
    }

    private @Nullable Instant time(String name) {
        String text = optional(name);
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return Instant.ofEpochMilli(time.toEpochMilli()); // as precise as it is stored
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new MalformedException(name + " is a time as 2026-12-31T00:00:00Z, from 1970 to 9999");
    }

    private String required(String name) {
        return text(name, line.path(name));
    }

    private @Nullable String optional(String name) {
        JsonNode value = line.path(name);
        return value.isMissingNode() || value.isNull() ? null : text(name, value);
    }

    private static String text(String name, JsonNode value) {
        String text = value.asText();
        if (!value.isTextual()
                || text.isEmpty()
                || text.length() > MOST_CHARACTERS
                || text.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new MalformedException(
                    name + " is a text of 1 to " + MOST_CHARACTERS + " characters without control characters");
        }
        return text;
    }

    /** A line that cannot be read. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }
}
