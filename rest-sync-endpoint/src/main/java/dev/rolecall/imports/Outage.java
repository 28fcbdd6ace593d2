package dev.rolecall.imports;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, or goes down, from one that refuses what it was given. */
final class Outage {
    /**
     * Connection lost, out of resources, shut down by somebody, read only after a switch of nodes; then what H2 says of a
     * database or connection that is closed.
     */
    private static final List<String> STATES = List.of("08", "53", "57P", "58", "25006", "90067", "90098", "90121");

    private Outage() {}

    static boolean isBehind(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        if (cause instanceof SQLException sql) {
            String state = sql.getSQLState();
            // a pool that has no connection to give names no state
            return state == null || isConnection(sql) || STATES.stream().anyMatch(state::startsWith);
        }
        return cause instanceof SocketException || cause instanceof SocketTimeoutException;
    }

    private static boolean isConnection(SQLException sql) {
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException
                || sql instanceof SQLTimeoutException;
    }
}
