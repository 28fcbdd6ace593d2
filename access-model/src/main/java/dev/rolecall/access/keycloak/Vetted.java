package dev.rolecall.access.keycloak;

import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Marks the memberships that a batch is writing: it has checked them already, once for all people. */
final class Vetted {
    private static final String ATTRIBUTE = "rolecall.vetted";
    private static final String ENDED = "rolecall.ended";

    private Vetted() {}

    static void run(KeycloakSession session, Runnable writing) {
        mark(session, ATTRIBUTE, true, writing);
    }

    static boolean isVetted(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE) != null;
    }

    /** Tells that this one membership has ended, whose notes are gone with it already. */
    static void ended(KeycloakSession session, UserModel user, GroupModel group, Runnable telling) {
        mark(session, ENDED, new Ended(user.getId(), group.getId()), telling);
    }

    /** What a listener ends meanwhile is another membership. */
    static boolean isEnded(KeycloakSession session, UserModel user, GroupModel group) {
        return new Ended(user.getId(), group.getId()).equals(session.getAttribute(ENDED));
    }

    private static void mark(KeycloakSession session, String attribute, Object mark, Runnable work) {
        session.setAttribute(attribute, mark);
        try {
            work.run();
        } finally {
            session.removeAttribute(attribute);
        }
    }

    private record Ended(String user, String group) {}
}
