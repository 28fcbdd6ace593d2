package dev.rolecall.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing a caller wants: a grant or an association given, or ended. */
public sealed interface GrantChange {
    /** The member of a request that names the grant. */
    String GRANT = "grant";

    /** The member of a request that names the customer. */
    String CUSTOMER = "customer";

    /**
     * Gives a role or a permission. What this kind of origin gave before gets this end, or none.
     *
     * @param reference as in {@link Reference}
     * @param end       null for a grant without end
     */
    record Give(String reference, @Nullable Instant end) implements GrantChange {}

    /**
     * Takes a role or a permission away.
     *
     * @param allOrigins whether also what other kinds of origin gave; without it a grant they gave too is refused
     */
    record Take(String reference, boolean allOrigins) implements GrantChange {}

    /** @param customer alias */
    record Associate(String customer, @Nullable Instant end) implements GrantChange {}

    /** Ends an association, and every grant on that customer with it, whoever gave it. */
    record Dissociate(String customer, boolean allOrigins) implements GrantChange {}
}
