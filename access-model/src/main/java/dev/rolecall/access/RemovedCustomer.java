package dev.rolecall.access;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Keycloak fails who reads a member while the customer is being removed: its caches still name the organization, the
 * database has it no more, and {@code Organizations.isReadOnlyOrganizationMember} asks the null it gets.
 */
public final class RemovedCustomer {
    private static final String WHERE = "org.keycloak.organization.";

    private RemovedCustomer() {}

    /** Whether the same would succeed a moment later. */
    public static boolean isBehind(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (@Nullable Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            StackTraceElement[] frames = cause.getStackTrace();
            if (cause instanceof NullPointerException
                    && frames.length > 0
                    && frames[0].getClassName().startsWith(WHERE)) {
                return true;
            }
        }
        return false;
    }
}
