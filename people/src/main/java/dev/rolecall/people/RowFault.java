package dev.rolecall.people;

import jakarta.persistence.EntityExistsException;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ModelException;

/**
 * Whether a failed transaction is the fault of its rows (a constraint, a value, another transaction on the same people,
 * a veto), so that a part of them can still be applied. Anything else, a lost database above all, is not a row's fault.
 */
final class RowFault {
    /** Data, integrity constraint, transaction rollback; then H2's lock timeout and concurrent update. */
    private static final List<String> SQL_STATES = List.of("22", "23", "40", "HYT00", "90131");

    private RowFault() {}

    static boolean isBehind(Throwable failure) {
        boolean veto = false;
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && SQL_STATES.stream().anyMatch(state::startsWith);
            }
            if (cause instanceof EntityExistsException
                    || cause instanceof OptimisticLockException
                    || cause instanceof RowsMeetException) {
                return true;
            }
            veto |= cause instanceof ModelException;
        }
        return veto;
    }
}
