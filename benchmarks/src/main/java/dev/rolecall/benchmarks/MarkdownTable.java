package dev.rolecall.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well as text and as Markdown. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... headers) {
        rows.add(List.of(headers));
    }

    /** Every row has as many cells as the first. */
    MarkdownTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells, not " + rows.get(0).size());
        }
        rows.add(List.of(cells));
        return this;
    }

    String text() {
        List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
        lines.add(
                1,
                IntStream.range(0, rows.get(0).size())
                        .mapToObj(column -> "-".repeat(width(column)))
                        .collect(Collectors.joining("-|-", "|-", "-|")));
        return String.join("\n", lines) + "\n";
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(width(column) - row.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
