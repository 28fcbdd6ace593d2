package dev.rolecall.benchmarks;

/**
 * A number to reach: not more than the limit.
 *
 * @param format of both numbers, for {@link String#format}
 */
record Goal(String work, double measured, double limit, String format) {
    boolean isMet() {
        return measured <= limit;
    }

    String[] row() {
        return new String[] {
            work, "≤ " + Numbers.text(format, limit), Numbers.text(format, measured), isMet() ? "yes" : "**no**"
        };
    }
}
