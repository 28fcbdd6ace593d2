package dev.rolecall.directory.upkeep;

import dev.rolecall.sync.gate.RealmJob;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;

/** A job that does only what is not done yet. When somebody did the same at the same time, it is done once more. */
final class RepeatableJob {
    private RepeatableJob() {}

    static <T> T in(KeycloakSessionFactory factory, String realmId, RealmJob<T> job) {
        try {
            return RealmJob.in(factory, realmId, job);
        } catch (ModelDuplicateException e) {
            return RealmJob.in(factory, realmId, job);
        }
    }
}
