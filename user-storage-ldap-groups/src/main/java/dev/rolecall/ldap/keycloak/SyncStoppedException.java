package dev.rolecall.ldap.keycloak;

/** A sync does not go on: what it would write is not what the mapper's settings say now. */
final class SyncStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyncStoppedException(String message) {
        super(message);
    }
}
