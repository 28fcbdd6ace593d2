package dev.rolecall.directory;

import dev.rolecall.sync.gate.Refusal;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code allOrigins}: whether what other kinds of origin gave ends too. */
final class AllOrigins {
    private AllOrigins() {}

    /** @throws Refusal when it is neither true nor false: a caller who revokes must not be misunderstood */
    static boolean of(@Nullable String parameter) {
        if (parameter == null || parameter.equals("false")) {
            return false;
        }
        if (parameter.equals("true")) {
            return true;
        }
        throw Refusal.badRequest("allOrigins", "invalid-value", "allOrigins is true or false.");
    }
}
