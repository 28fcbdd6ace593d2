package dev.rolecall.access.keycloak;

import org.keycloak.models.KeycloakSession;

/** Marks the memberships that a batch is writing: it has checked them already, once for all people. */
final class Vetted {
    private static final String ATTRIBUTE = "rolecall.vetted";

    private Vetted() {}

    static void run(KeycloakSession session, Runnable writing) {
        session.setAttribute(ATTRIBUTE, true);
        try {
            writing.run();
        } finally {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    static boolean isVetted(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE) != null;
    }
}
