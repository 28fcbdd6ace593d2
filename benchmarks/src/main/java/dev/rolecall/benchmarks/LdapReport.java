package dev.rolecall.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of {@code ldap} found, in Markdown.
 *
 * @param setting what was measured, on what
 */
record LdapReport(
        List<String> setting, List<LdapLoginResult> logins, List<LdapRemoval> removals, List<LdapSyncResult> syncs) {
    LdapReport {
        setting = List.copyOf(setting);
        logins = List.copyOf(logins);
        removals = List.copyOf(removals);
        syncs = List.copyOf(syncs);
    }

    String markdown() {
        List<String> parts = new ArrayList<>();
        setting.forEach(line -> parts.add("- " + line + "\n"));
        List<Goal> goals = LdapGoals.of(logins, removals, syncs);
        if (!goals.isEmpty()) {
            parts.add("\n### Goals\n\n" + Goal.table(goals).text());
        }
        if (!logins.isEmpty()) {
            parts.add("\n### Logins\n\n" + loginTable());
        }
        if (!removals.isEmpty()) {
            parts.add("\n### After somebody has left a group\n\n" + removalTable());
        }
        if (!syncs.isEmpty()) {
            parts.add("\n### Syncs\n\n" + syncTable());
        }
        return String.join("", parts);
    }

    private String loginTable() {
        MarkdownTable table = new MarkdownTable(
                "request",
                "way",
                "searches",
                "median ms",
                "p95 ms",
                "server CPU ms",
                "directory CPU ms",
                "others' CPU");
        for (LdapLoginResult result : logins) {
            List<LdapLoginRow> rounds = result.rounds();
            table.row(
                    result.login().label(),
                    result.way().label(),
                    number(result.searches()),
                    number(result.millis().median()),
                    number(result.millis().percentile(95)),
                    number(Samples.of(rounds, LdapLoginRow::serverMillis).median()),
                    number(Samples.of(rounds, LdapLoginRow::directoryMillis).median()),
                    number(Samples.of(rounds, row -> row.cost().othersShare()).median()));
        }
        return table.text();
    }

    private String removalTable() {
        MarkdownTable table = new MarkdownTable("way", "the next login");
        for (LdapRemoval removal : removals) {
            table.row(removal.way().label(), removal.seen() ? "is without it" : "still has it");
        }
        return table.text();
    }

    private String syncTable() {
        MarkdownTable table = new MarkdownTable(
                "sync",
                "way",
                "people/s",
                "seconds",
                "searches",
                "server CPU ms a person",
                "database CPU ms a person",
                "people with stored memberships",
                "others' CPU");
        for (LdapSyncResult result : syncs) {
            table.row(
                    result.sync().label(),
                    result.way().label(),
                    Numbers.text("%,.0f", result.perSecond()),
                    Numbers.text("%.1f", result.cost().time().toMillis() / 1e3),
                    Numbers.text("%,d", result.cost().searches()),
                    number(result.serverMillis()),
                    number(result.databaseMillis()),
                    Numbers.text("%,d", result.holding()),
                    number(result.cost().othersShare()));
        }
        return table.text();
    }

    private static String number(double value) {
        return Numbers.text("%.2f", value);
    }
}
