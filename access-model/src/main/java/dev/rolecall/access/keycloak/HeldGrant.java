package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;

/**
 * A grant and the id of the organization that carries it: whether that is enabled, and the grant not expired, is asked
 * when the grant is used.
 *
 * @param end epoch milliseconds from which on it gives nothing, or {@link #NEVER}
 */
record HeldGrant(String organizationId, Grant grant, long end) {
    static final long NEVER = Long.MAX_VALUE;

    boolean isInForce(long now) {
        return now < end;
    }
}
