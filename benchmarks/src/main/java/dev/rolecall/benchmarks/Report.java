package dev.rolecall.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run found, in Markdown.
 *
 * @param setting what was measured, on what
 */
record Report(
        List<String> setting, List<TokenResult> tokens, List<CustomerResult> customers, List<AccessResult> access) {
    String markdown() {
        List<String> parts = new ArrayList<>();
        setting.forEach(line -> parts.add("- " + line + "\n"));
        List<Goal> goals = Goals.of(tokens, customers);
        if (!goals.isEmpty()) {
            parts.add("\n### Goals\n\n" + Goal.table(goals).text());
        }
        if (!tokens.isEmpty()) {
            parts.add("\n### Token requests (refresh)\n\n" + tokenTable());
        }
        if (!customers.isEmpty()) {
            parts.add("\n### Creating a customer with 10 deployments and 33 role groups\n\n" + customerTable());
        }
        if (!access.isEmpty()) {
            parts.add("\n### Who has access, and why\n\n" + accessTable());
        }
        return String.join("", parts);
    }

    private String tokenTable() {
        MarkdownTable table = new MarkdownTable(
                "grants",
                "claim",
                "server CPU ms",
                "against no mapper (from – to)",
                "requests/s",
                "p50 ms",
                "p95 ms",
                "database CPU ms",
                "token bytes",
                "claim bytes",
                "first, cold ms",
                "others' CPU");
        for (TokenResult result : tokens) {
            List<Measurement> rounds = result.rounds();
            table.row(
                    Numbers.text("%,d", result.grants()),
                    result.variant().label(),
                    number(Samples.of(rounds, Measurement::serverMillis).median()),
                    result.variant() == TokenVariant.NONE ? "1" : ratio(result.ratios()),
                    whole(Samples.of(rounds, Measurement::perSecond).median()),
                    number(Samples.of(rounds, Measurement::p50).median()),
                    number(Samples.of(rounds, Measurement::p95).median()),
                    number(Samples.of(rounds, Measurement::databaseMillis).median()),
                    Numbers.text("%,d", result.tokenBytes()),
                    result.claimBytes() == 0
                            ? "–"
                            : Numbers.text("%,d%s", result.claimBytes(), result.overage() ? " (overage)" : ""),
                    whole(result.cold().median()),
                    others(rounds));
        }
        return table.text();
    }

    private String customerTable() {
        MarkdownTable table = new MarkdownTable(
                "way", "customers there", "ms", "p95 ms", "server CPU ms", "database CPU ms", "others' CPU");
        for (CustomerResult result : customers) {
            table.row(
                    result.way(),
                    Numbers.text("%,d", result.customers()),
                    number(result.millis().median()),
                    number(result.millis().percentile(95)),
                    number(Samples.of(result.rounds(), Measurement::serverMillis)
                            .median()),
                    number(Samples.of(result.rounds(), Measurement::databaseMillis)
                            .median()),
                    others(result.rounds()));
        }
        return table.text();
    }

    private String accessTable() {
        MarkdownTable table = new MarkdownTable(
                "question", "p50 ms", "p95 ms", "server CPU ms", "database CPU ms", "answer bytes", "others' CPU");
        for (AccessResult result : access) {
            List<Measurement> rounds = result.rounds();
            table.row(
                    result.question(),
                    number(Samples.of(rounds, Measurement::p50).median()),
                    number(Samples.of(rounds, Measurement::p95).median()),
                    number(Samples.of(rounds, Measurement::serverMillis).median()),
                    number(Samples.of(rounds, Measurement::databaseMillis).median()),
                    Numbers.text("%,d", rounds.get(0).last().bytes()),
                    others(rounds));
        }
        return table.text();
    }

    private static String ratio(Samples ratios) {
        return Numbers.text("%.2f (%.2f – %.2f)", ratios.median(), ratios.least(), ratios.most());
    }

    private static String others(List<Measurement> rounds) {
        return number(Samples.of(rounds, Measurement::othersShare).median());
    }

    private static String number(double value) {
        return Numbers.text("%.2f", value);
    }

    private static String whole(double value) {
        return Numbers.text("%.0f", value);
    }
}
