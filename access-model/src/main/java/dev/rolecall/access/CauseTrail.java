package dev.rolecall.access;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the log may show it: which exceptions, where, and the SQL state. Not their messages, for a database names
 * the very values it refused, and those are somebody's.
 */
public final class CauseTrail {
    private static final int DEEPEST = 10;

    private CauseTrail() {}

    public static String of(Throwable thrown) {
        List<String> causes = new ArrayList<>();
        for (@Nullable Throwable cause = thrown; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
            causes.add(cause.getClass().getName() + sqlState(cause) + place(cause));
        }
        return String.join(", because of ", causes);
    }

    private static String sqlState(Throwable cause) {
        return cause instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "";
    }

    private static String place(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }
}
