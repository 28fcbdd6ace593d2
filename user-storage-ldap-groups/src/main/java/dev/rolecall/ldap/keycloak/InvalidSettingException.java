package dev.rolecall.ldap.keycloak;

/** A setting that cannot be understood. */
final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettingException(String message) {
        super(message);
    }

    InvalidSettingException(String setting, String message) {
        super(setting + ": " + message);
    }
}
