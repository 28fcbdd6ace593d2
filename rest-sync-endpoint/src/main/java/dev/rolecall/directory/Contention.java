package dev.rolecall.directory;

import jakarta.persistence.EntityExistsException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/** Does again what failed because somebody else changed the same at the same time. */
public final class Contention {
    private static final int ATTEMPTS = 4;

    /** Integrity constraint, transaction rollback; then H2's lock timeout and concurrent update. */
    private static final List<String> STATES = List.of("23", "40", "HYT00", "90131");

    /** Data the database cannot hold. */
    private static final String DATA = "22";

    private Contention() {}

    /** @param transaction a whole one, which leaves nothing when it fails */
    public static <T> T outlast(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !isBehind(e)) {
                    throw e;
                }
            }
        }
    }

    /** What to answer after the last attempt; nothing where the failure is no conflict, no veto and no value's fault. */
    static Optional<Fault> fault(String field, Throwable failure) {
        @Nullable ModelValidationException veto = find(failure, ModelValidationException.class);
        if (veto != null) {
            String text = veto.getMessage();
            return Optional.of(Fault.invalid(field, text == null ? "The realm refuses this change." : text));
        }
        if (isUnstorable(failure)) {
            return Optional.of(Fault.invalid(field, "There is a value that the database cannot hold."));
        }
        return isBehind(failure)
                ? Optional.of(Fault.conflict(field, "Somebody else changes the same; send the request again."))
                : Optional.empty();
    }

    static boolean isBehind(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && STATES.stream().anyMatch(state::startsWith);
            }
            if (cause instanceof OptimisticLockException
                    || cause instanceof PessimisticLockException
                    || cause instanceof LockTimeoutException
                    || cause instanceof EntityExistsException
                    || cause instanceof ModelDuplicateException) {
                return true;
            }
        }
        return find(failure, ModelException.class) != null && find(failure, ModelValidationException.class) == null;
    }

    private static boolean isUnstorable(Throwable failure) {
        @Nullable SQLException sql = find(failure, SQLException.class);
        @Nullable String state = sql == null ? null : sql.getSQLState();
        return state != null && state.startsWith(DATA);
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause : causes(failure)) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> causes = new LinkedHashSet<>();
        for (@Nullable Throwable cause = failure; cause != null && causes.add(cause); cause = cause.getCause()) {
            // collected in the condition; ends where a cause is its own
        }
        return causes;
    }
}
