package dev.rolecall.sync.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object, or an array of them; the line of a row is its place in the array. */
final class JsonRows implements RowReader {
    private final InputStream bytes;
    private final RowMapping mapping;
    private @Nullable JsonRowParser parser;
    private boolean array;
    private boolean ended;
    private long place;
    private long size;

    JsonRows(InputStream bytes, RowMapping mapping) {
        this.mapping = mapping;
        this.bytes = bytes;
    }

    @Override
    public @Nullable Row next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            return read();
        } catch (CharacterCodingException e) {
            throw new UnreadableBodyException("the body is not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new UnreadableBodyException(
                    place == 0 ? "the body is " + Json.reason(e) : "row " + place + " is " + Json.reason(e), e);
        }
    }

    private @Nullable Row read() throws IOException {
        JsonRowParser json = parser == null ? start() : parser;
        if (array && json.nextToken() == JsonToken.END_ARRAY) {
            end(json);
            return null;
        }
        place++;
        Row row = row(json);
        if (!array) {
            end(json);
        }
        return row;
    }

    private Row row(JsonRowParser json) throws IOException {
        json.beginRow();
        try {
            JsonNode node = json.readValueAsTree();
            size = json.size();
            return Json.row(place, node, mapping);
        } catch (JsonRowParser.TooLongException e) {
            json.skipRow();
            size = 0; // nothing of it is kept
            return Json.tooLong(place);
        }
    }

    private JsonRowParser start() throws IOException {
        // A decoder of its own: Jackson's lets some byte sequences pass that are not UTF-8.
        JsonRowParser json =
                Json.parser(new InputStreamReader(ByteOrderMark.skip(bytes), StandardCharsets.UTF_8.newDecoder()));
        parser = json;
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new UnreadableBodyException("there is nothing in it");
        }
        array = first == JsonToken.START_ARRAY;
        if (!array && first != JsonToken.START_OBJECT) {
            throw new UnreadableBodyException("a JSON body is an object or an array of objects");
        }
        return json;
    }

    private void end(JsonRowParser json) throws IOException {
        ended = true;
        if (json.nextToken() != null) {
            throw new UnreadableBodyException("something follows the end of the JSON body");
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
