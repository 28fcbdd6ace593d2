package dev.rolecall.people;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Ends what a person is logged in with, on all nodes, when the transaction commits. */
final class Sessions {
    private Sessions() {}

    static void end(KeycloakSession session, RealmModel realm, UserModel user) {
        session.sessions().removeUserSessions(realm, user);
        session.sessions()
                .getOfflineUserSessionsStream(realm, user)
                .toList()
                .forEach(offline -> session.sessions().removeOfflineUserSession(realm, offline));
    }
}
