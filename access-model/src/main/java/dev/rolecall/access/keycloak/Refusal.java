package dev.rolecall.access.keycloak;

import org.keycloak.models.ModelException;
import org.keycloak.models.ModelValidationException;

/** How a change is refused: callers that handle model errors turn it into a 400, LDAP sync into a failed user. */
final class Refusal {
    private Refusal() {}

    /** Keycloak's error handler shows the text only if a model exception is the cause. */
    static ModelValidationException because(String text) {
        ModelValidationException refusal = new ModelValidationException(text);
        refusal.initCause(new ModelException(text));
        return refusal;
    }
}
