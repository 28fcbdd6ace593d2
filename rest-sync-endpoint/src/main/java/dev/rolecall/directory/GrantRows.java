package dev.rolecall.directory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.RowFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of a bulk request: a JSON array, or a JSON object on each line. */
final class GrantRows {
    static final int MOST = 1_000;

    private GrantRows() {}

    /** @throws Refusal when the body as a whole cannot be read, or has too many rows */
    static List<GrantRow> read(RowFormat format, String body, Instant now) {
        List<GrantRow> rows = format == RowFormat.JSON ? array(body, now) : lines(body, now);
        if (rows.isEmpty()) {
            throw Refusal.badRequest("There is nothing in the body.");
        }
        if (rows.size() > MOST) {
            throw Refusal.unprocessable("A request has at most " + MOST + " rows.");
        }
        return rows;
    }

    private static List<GrantRow> array(String body, Instant now) {
        JsonNode array = RequestBody.json(body)
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusal.badRequest("The body is no JSON array within the limits."));
        List<GrantRow> rows = new ArrayList<>();
        array.forEach(node -> rows.add(GrantRow.of(rows.size() + 1L, node, now)));
        return rows;
    }

    private static List<GrantRow> lines(String body, Instant now) {
        List<GrantRow> rows = new ArrayList<>();
        long number = 0;
        for (String line : body.split("\n", -1)) {
            long row = ++number;
            if (!line.isBlank()) {
                rows.add(RequestBody.json(line)
                        .map(node -> GrantRow.of(row, node, now))
                        .orElseGet(() -> GrantRow.unreadable(row)));
            }
        }
        return rows;
    }
}
