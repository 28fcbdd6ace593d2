package dev.rolecall.sync.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rolecall.people.JsonRow;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowMapping;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/** Bounded JSON: nesting, numbers, names and texts within {@link RowLimits}, no member twice, nothing after the end. */
final class Json {
    private static final ObjectMapper MAPPER =
            StrictJson.mapper(RowLimits.DEPTH, RowLimits.NUMBER, RowLimits.NAME, RowLimits.VALUE);

    private static final ObjectReader WHOLE = StrictJson.whole(MAPPER);

    private Json() {}

    static Row row(long line, JsonNode node, RowMapping mapping) {
        if (!node.isObject()) {
            return Unreadable.malformed(line, "a row is a JSON object");
        }
        if (!Texts.isStorable(node)) {
            return Unreadable.malformed(line, "the row holds a character that cannot be stored");
        }
        return JsonRow.read(line, node, mapping);
    }

    static Row tooLong(long line) {
        return Unreadable.tooLong(
                line,
                "a row has at most " + RowLimits.RECORD + " characters and " + RowLimits.TOKENS
                        + " names, values and brackets");
    }

    /** Where it broke and why, without a word of the content. */
    static String reason(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "past a limit: at most " + RowLimits.DEPTH + " levels, " + RowLimits.VALUE
                    + " characters in a text, " + RowLimits.NAME + " in a name, " + RowLimits.NUMBER
                    + " in a number, and " + RowLimits.MEMBERS + " members in a row";
        }
        return e.getLocation() == null
                ? "not JSON"
                : "not JSON at column " + e.getLocation().getColumnNr();
    }

    /** The only value of this text. */
    static JsonNode only(String text) throws JsonProcessingException {
        try (JsonRowParser parser = new JsonRowParser(MAPPER.createParser(text))) {
            parser.beginRow();
            return WHOLE.readTree(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot be: the text is in memory
        }
    }

    static JsonRowParser parser(Reader text) throws IOException {
        return new JsonRowParser(MAPPER.createParser(text));
    }
}
