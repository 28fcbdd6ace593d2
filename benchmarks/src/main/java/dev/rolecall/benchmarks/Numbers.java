package dev.rolecall.benchmarks;

import java.util.Locale;

/** Text with numbers in it, the same wherever it is made: tables of two machines are laid side by side. */
final class Numbers {
    private Numbers() {}

    /** As {@link String#format(String, Object...)}. */
    static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
