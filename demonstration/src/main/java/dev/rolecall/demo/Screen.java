package dev.rolecall.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the person who typed {@code ./demo} sees. UTF-8 whatever the locale: people's names are on it. */
final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private int openLine;

    /** @param terminal whether a line may be written over, which makes no sense in a file */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Screen standard() {
        boolean terminal = Boolean.getBoolean("rolecall.terminal");
        return new Screen(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8), terminal);
    }

    synchronized void line(String text) {
        endOpenLine();
        out.println(text);
    }

    synchronized void lines(String text) {
        text.lines().forEach(this::line);
    }

    /** A line that the next one of its kind replaces; in a file only the last of them is worth its space. */
    synchronized void progress(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, openLine - text.length())));
            out.flush();
            openLine = text.length();
        }
    }

    /** The last state of what {@link #progress} showed. */
    synchronized void progressEnds(String text) {
        if (terminal) {
            progress(text);
            endOpenLine();
        } else {
            line(text);
        }
    }

    private void endOpenLine() {
        if (openLine > 0) {
            out.println();
            openLine = 0;
        }
    }
}
