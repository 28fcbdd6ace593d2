package dev.rolecall.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception as the log may show it: which, and where. Not its message, for a database names the very values it
 * refused, and those are somebody's.
 */
final class Trouble {
    private static final int DEEPEST = 10;

    private Trouble() {}

    static String of(Throwable thrown) {
        List<String> causes = new ArrayList<>();
        for (@Nullable Throwable cause = thrown; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
            StackTraceElement[] frames = cause.getStackTrace();
            causes.add(cause.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]));
        }
        return String.join(", because of ", causes);
    }
}
