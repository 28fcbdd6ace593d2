package dev.rolecall.people;

import dev.rolecall.access.RemovedCustomer;
import jakarta.persistence.EntityExistsException;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/**
 * What a failed transaction says of its rows where it is their fault (a constraint, a value, another transaction on the
 * same people, a veto), so that a part of them can still be applied. Anything else, a lost database above all, is not a
 * row's fault.
 */
final class RowFault {
    private static final String TRUNCATED = "22001";
    private static final String DATA = "22";

    /** Integrity constraint, transaction rollback; then H2's lock timeout and concurrent update. */
    private static final List<String> OTHERS_INVOLVED = List.of("23", "40", "HYT00", "90131");

    private static final String REFUSED = "the realm refuses this change";

    private static final RowError CONFLICT = error(
            RowErrorCode.CONFLICT, REFUSED + ", or the person is being changed by somebody else; send the row again");

    private RowFault() {}

    /** What to tell the sender of a row that failed like this by itself; nothing where it is not the row's fault. */
    static Optional<RowError> behind(Throwable failure) {
        if (RemovedCustomer.isBehind(failure)) {
            return Optional.of(CONFLICT);
        }
        Optional<RowError> veto = Optional.empty();
        Set<Throwable> seen = new HashSet<>();
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return behind(sql.getSQLState());
            }
            if (cause instanceof EntityExistsException
                    || cause instanceof OptimisticLockException
                    || cause instanceof RowsMeetException) {
                return Optional.of(CONFLICT);
            }
            if (cause instanceof ModelValidationException validation) {
                veto = Optional.of(veto(validation));
            } else if (cause instanceof ModelException && veto.isEmpty()) {
                veto = Optional.of(CONFLICT);
            }
        }
        return veto;
    }

    private static Optional<RowError> behind(@Nullable String sqlState) {
        if (sqlState == null) {
            return Optional.empty();
        }
        if (sqlState.equals(TRUNCATED)) {
            return Optional.of(error(RowErrorCode.TOO_LONG, "has a value that is too long for the database"));
        }
        if (sqlState.startsWith(DATA)) {
            return Optional.of(error(RowErrorCode.INVALID_VALUE, "has a value the database cannot hold"));
        }
        return OTHERS_INVOLVED.stream().anyMatch(sqlState::startsWith) ? Optional.of(CONFLICT) : Optional.empty();
    }

    private static RowError veto(ModelValidationException veto) {
        String text = veto.getMessage();
        return error(RowErrorCode.INVALID_VALUE, text == null ? REFUSED : text);
    }

    private static RowError error(RowErrorCode code, String message) {
        return new RowError(RowError.WHOLE_ROW, code, message);
    }
}
