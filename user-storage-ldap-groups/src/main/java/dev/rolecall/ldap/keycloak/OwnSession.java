package dev.rolecall.ldap.keycloak;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work on a realm in a session and transaction of its own. */
@FunctionalInterface
interface OwnSession<T> {
    T run(KeycloakSession session, RealmModel realm);

    /** @throws ModelException if there is no such realm any more */
    static <T> T in(KeycloakSessionFactory factory, String realmId, OwnSession<T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm =
                    enter(session, realmId).orElseThrow(() -> new ModelException("the realm was removed meanwhile"));
            return work.run(session, realm);
        });
    }

    /** Nothing where there is no such realm, or not yet for another transaction. */
    static <T> Optional<T> ifThere(KeycloakSessionFactory factory, String realmId, OwnSession<T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, session -> enter(session, realmId).map(realm -> work.run(session, realm)));
    }

    private static Optional<RealmModel> enter(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm != null) {
            session.getContext().setRealm(realm);
        }
        return Optional.ofNullable(realm);
    }

    /** Whatever the work does, nothing of it is kept. */
    static <T> T reading(KeycloakSessionFactory factory, String realmId, OwnSession<T> work) {
        return in(factory, realmId, (session, realm) -> {
            session.getTransactionManager().setRollbackOnly();
            return work.run(session, realm);
        });
    }
}
