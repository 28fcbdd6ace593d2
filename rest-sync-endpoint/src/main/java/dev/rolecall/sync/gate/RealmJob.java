package dev.rolecall.sync.gate;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Work on a realm in a session and transaction of its own. */
@FunctionalInterface
public interface RealmJob<T> {
    T run(KeycloakSession session, RealmModel realm);

    /**
     * Does the job, and does it again where a customer was removed under it: it must leave nothing behind outside its
     * transaction when it fails.
     *
     * @throws RealmGoneException when there is no such realm any more
     * @throws Refusal 409 when customers are removed under it again and again
     */
    static <T> T in(KeycloakSessionFactory factory, String realmId, RealmJob<T> job) {
        return Removals.outlast(() -> once(factory, realmId, job));
    }

    private static <T> T once(KeycloakSessionFactory factory, String realmId, RealmJob<T> job) {
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
