package dev.rolecall.benchmarks;

import java.io.PrintStream;

/** What the person who started a benchmark sees. */
final class Screen {
    private final PrintStream out;
    private final long start = System.nanoTime();

    Screen(PrintStream out) {
        this.out = out;
    }

    /** With the minutes and seconds since the start before it. */
    void line(String text) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        out.println("%3d:%02d  %s".formatted(seconds / 60, seconds % 60, text));
    }

    void failure(RuntimeException failure) {
        failure.printStackTrace(out);
    }

    void plain(String text) {
        out.println(text);
    }
}
