package dev.rolecall.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of {@code imports} found, in Markdown.
 *
 * @param setting what was measured, on what
 * @param profile where the server spent its time, a Markdown text; empty where nobody looked
 */
record ImportReport(List<String> setting, List<ImportResult> results, String profile) {
    ImportReport {
        setting = List.copyOf(setting);
        results = List.copyOf(results);
    }

    String markdown() {
        List<String> parts = new ArrayList<>();
        setting.forEach(line -> parts.add("- " + line + "\n"));
        List<Goal> goals = ImportGoals.of(results);
        if (!goals.isEmpty()) {
            parts.add("\n### Goals\n\n" + Goal.table(goals).text());
        }
        parts.add("\n### Bringing people in\n\n" + table());
        if (!profile.isEmpty()) {
            parts.add("\n### Where the time goes\n\n" + profile);
        }
        return String.join("", parts);
    }

    private String table() {
        MarkdownTable table = new MarkdownTable(
                "work",
                "way",
                "rows",
                "rows/s",
                "seconds",
                "server CPU ms a row",
                "database CPU ms a row",
                "peak memory MB",
                "others' CPU");
        for (ImportResult result : results) {
            boolean served = result.way() != ImportStep.JDBC;
            table.row(
                    result.work().label(),
                    result.label(),
                    Numbers.text("%,d", result.rows()),
                    Numbers.text("%,.0f", result.perSecond()),
                    seconds(result.time()),
                    served ? Numbers.text("%.2f", result.serverMillis()) : "–",
                    Numbers.text("%.2f", result.databaseMillis()),
                    served ? Numbers.text("%,d", result.peak()) : "–",
                    Numbers.text("%.2f", result.othersShare()));
        }
        return table.text();
    }

    private static String seconds(Duration time) {
        return Numbers.text("%.1f", time.toMillis() / 1e3);
    }
}
