package dev.rolecall.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.people.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, taken one by one; what is wrong with them, and what nobody took, is collected. */
final class Members {
    /** How far off an end may be. */
    static final Duration FARTHEST = Duration.ofDays(36_525);

    private static final String INVALID_VALUE = "invalid-value";

    private final JsonNode object;
    private final Set<String> taken = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    private Members(JsonNode object) {
        this.object = object;
    }

    static Members of(JsonNode object) {
        return new Members(object);
    }

    static Members none() {
        return new Members(JsonNodeFactory.instance.objectNode());
    }

    /** A text that must be there; empty when it is not, which is a fault. */
    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            fault(name, "is missing");
            return "";
        }
        return text;
    }

    @Nullable String optionalText(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank() || !Text.isWellFormed(value.textValue())) {
            fault(name, "is a text");
            return null;
        }
        return value.textValue();
    }

    @Nullable Boolean optionalFlag(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            fault(name, "is true or false");
            return null;
        }
        return value.booleanValue();
    }

    /** Null when it is absent. */
    @Nullable List<String> optionalTexts(String name, int most) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.isTextual() ? element.textValue() : ""));
        if (!value.isArray()
                || value.size() > most
                || texts.stream().anyMatch(text -> text.isBlank() || !Text.isWellFormed(text))) {
            fault(name, "is a list of at most " + most + " texts");
            return null;
        }
        return texts;
    }

    /** When something ends: an instant to come, or null for never. */
    @Nullable Instant end(String name, Instant now) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        try {
            Instant end = Instant.parse(text);
            if (end.isAfter(now) && !end.isAfter(now.plus(FARTHEST))) {
                return Instant.ofEpochMilli(end.toEpochMilli());
            }
            fault(name, "is in the future, by a hundred years at most");
        } catch (DateTimeParseException e) {
            fault(name, "is an instant as 2027-01-31T12:00:00Z");
        }
        return null;
    }

    /** What is wrong; a member that nobody took is nothing this request knows. */
    List<Fault> faults() {
        List<Fault> all = new ArrayList<>(faults);
        object.fieldNames().forEachRemaining(name -> {
            if (!taken.contains(name)) {
                all.add(new Fault(400, known(name), INVALID_VALUE, "The request knows no such member."));
            }
        });
        return all;
    }

    private @Nullable JsonNode take(String name) {
        taken.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private void fault(String name, String what) {
        faults.add(new Fault(400, name, INVALID_VALUE, name + " " + what + "."));
    }

    /** A name as it may be repeated in an answer. */
    private static String known(String name) {
        return name.length() > 50 ? name.substring(0, 50) : name;
    }
}
