package dev.rolecall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How an import ended. */
record ImportOutcome(
        String state, String error, long rows, long created, long updated, long unchanged, List<RejectedRow> rejected) {
    /** A row that changed nothing, with one code and one message for each thing wrong in it. */
    record RejectedRow(long line, String key, List<String> codes, List<String> messages) {
        RejectedRow {
            codes = List.copyOf(codes);
            messages = List.copyOf(messages);
        }

        /**
         * As one line, for example {@code line 42  E1901  unknown-customer (customers) there is no customer initech}.
         */
        String text() {
            List<String> reasons = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                reasons.add(codes.get(i) + " " + messages.get(i));
            }
            return "line %3d  %-6s %s".formatted(line, key, String.join("; ", reasons));
        }
    }

    ImportOutcome {
        rejected = List.copyOf(rejected);
    }

    /** From the documents of {@code GET imports/{id}} and {@code GET imports/{id}/rows}. */
    static ImportOutcome of(JsonNode document, JsonNode rejected) {
        JsonNode counts = document.path("counts");
        List<RejectedRow> rows = new ArrayList<>();
        rejected.path("entries").forEach(row -> rows.add(rejectedRow(row)));
        return new ImportOutcome(
                document.path("state").asText(),
                document.path("error").asText(""),
                counts.path("rows").asLong(),
                counts.path("created").asLong(),
                counts.path("updated").asLong(),
                counts.path("unchanged").asLong(),
                rows);
    }

    private static RejectedRow rejectedRow(JsonNode row) {
        List<String> codes = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        row.path("errors").forEach(error -> {
            codes.add(error.path("code").asText());
            messages.add("(" + error.path("field").asText() + ") "
                    + error.path("message").asText());
        });
        return new RejectedRow(
                row.path("line").asLong(), row.path("key").asText("").replace("null", ""), codes, messages);
    }

    String counts() {
        return "%d rows: %d created, %d updated, %d unchanged, %d rejected"
                .formatted(rows, created, updated, unchanged, rejected.size());
    }

    /** Code by line, for comparing. */
    String codes() {
        return rejected.stream()
                .map(row -> row.line() + " " + String.join("+", row.codes()))
                .collect(Collectors.joining(", "));
    }
}
