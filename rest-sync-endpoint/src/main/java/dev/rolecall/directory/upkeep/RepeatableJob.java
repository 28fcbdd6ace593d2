package dev.rolecall.directory.upkeep;

import dev.rolecall.directory.Contention;
import dev.rolecall.sync.gate.RealmJob;
import org.keycloak.models.KeycloakSessionFactory;

/** A job that does only what is not done yet. When somebody changes the same at the same time, it is done once more. */
final class RepeatableJob {
    private RepeatableJob() {}

    static <T> T in(KeycloakSessionFactory factory, String realmId, RealmJob<T> job) {
        return Contention.outlast(() -> RealmJob.in(factory, realmId, job));
    }
}
