package dev.rolecall.benchmarks;

import java.util.List;

/**
 * A number to reach.
 *
 * @param format of both numbers, for {@link String#format}
 * @param least  whether the limit is the least it may be, and not the most
 */
record Goal(String work, double measured, double limit, String format, boolean least) {
    Goal(String work, double measured, double limit, String format) {
        this(work, measured, limit, format, false);
    }

    static Goal atLeast(String work, double measured, double limit, String format) {
        return new Goal(work, measured, limit, format, true);
    }

    boolean isMet() {
        return least ? measured >= limit : measured <= limit;
    }

    String[] row() {
        return new String[] {
            work,
            (least ? "≥ " : "≤ ") + Numbers.text(format, limit),
            Numbers.text(format, measured),
            isMet() ? "yes" : "**no**"
        };
    }

    static MarkdownTable table(List<Goal> goals) {
        MarkdownTable table = new MarkdownTable("work", "goal", "measured", "met");
        goals.forEach(goal -> table.row(goal.row()));
        return table;
    }
}
