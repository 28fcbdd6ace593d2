package dev.rolecall.ldap.keycloak;

import org.keycloak.component.ComponentValidationException;

/**
 * Settings that are not saved, for Keycloak to say so. It takes the message of such an exception for a pattern of
 * {@link java.text.MessageFormat}, in which the braces and apostrophes of rules mean something else: {@code ${customer}} made
 * an answer of 500 out of it. So the text is the pattern's one argument.
 */
final class RefusedSettingsException extends ComponentValidationException {
    private static final long serialVersionUID = 1L;
    private static final String PATTERN = "{0}";

    private final InvalidSettingException cause;

    RefusedSettingsException(InvalidSettingException cause) {
        super(PATTERN, String.valueOf(cause.getMessage()));
        this.cause = cause;
        initCause(cause);
    }

    InvalidSettingException why() {
        return cause;
    }

    /** For the log of a realm import. */
    @Override
    public String getLocalizedMessage() {
        return String.valueOf(cause.getMessage());
    }
}
