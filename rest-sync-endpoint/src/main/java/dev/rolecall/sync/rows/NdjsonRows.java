package dev.rolecall.sync.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowMapping;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON object on each line; empty lines count but say nothing. */
final class NdjsonRows implements RowReader {
    private final PhysicalLines lines;
    private final RowMapping mapping;

    NdjsonRows(InputStream bytes, RowMapping mapping) {
        this.mapping = mapping;
        lines = new PhysicalLines(bytes, false);
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (lines.advance()) {
            Row row = read();
            if (row != null) {
                return row;
            }
        }
        if (lines.number() == 0) {
            throw new UnreadableBodyException("there is nothing in it");
        }
        return null;
    }

    private @Nullable Row read() throws IOException {
        long line = lines.number();
        if (lines.isTooLong()) {
            return Unreadable.tooLong(line, "a line has at most " + RowLimits.RECORD + " bytes");
        }
        if (isBlank(lines.buffer(), lines.length())) {
            return null;
        }
        Optional<String> text = Texts.utf8(lines.buffer(), 0, lines.length());
        if (text.isEmpty()) {
            return Unreadable.malformed(line, "the line is not UTF-8");
        }
        try {
            JsonNode node = Json.only(text.get());
            return Json.row(line, node, mapping);
        } catch (JsonRowParser.TooLongException e) {
            return Json.tooLong(line);
        } catch (JsonProcessingException e) {
            return Unreadable.malformed(line, "the line is " + Json.reason(e));
        }
    }

    private static boolean isBlank(byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            if (line[i] < 0 || line[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    @Override
    public long size() {
        return lines.length();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
