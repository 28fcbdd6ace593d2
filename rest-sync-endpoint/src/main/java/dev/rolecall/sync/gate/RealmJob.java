package dev.rolecall.sync.gate;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work on a realm in a session and transaction of its own. */
@FunctionalInterface
public interface RealmJob<T> {
    T run(KeycloakSession session, RealmModel realm);

    /** @throws RealmGoneException when there is no such realm any more */
    static <T> T in(KeycloakSessionFactory factory, String realmId, RealmJob<T> job) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                throw new RealmGoneException();
            }
            session.getContext().setRealm(realm);
            return job.run(session, realm);
        });
    }

    /** The realm was removed meanwhile. */
    final class RealmGoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
