package dev.rolecall.directory;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CauseTrail;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.timer.TimerProvider;

/**
 * What is done once in a while in every realm that has opted in, on one node of the cluster.
 *
 * @param name    of the timer, and in the cluster of who is at it
 * @param work    takes the id of a realm
 * @param failure what the log says, before the cause, when a run breaks off
 */
record RealmsTask(
        KeycloakSessionFactory factory, String name, Duration interval, Consumer<String> work, String failure) {
    private static final Logger LOG = Logger.getLogger(RealmsTask.class);

    /** Runs from the moment the server is up. */
    void start() {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                KeycloakModelUtils.runJobInTransaction(
                        factory,
                        session -> session.getProvider(TimerProvider.class)
                                .schedule(this::tick, interval.toMillis(), name));
            }
        });
    }

    private void tick() {
        try {
            KeycloakModelUtils.runJobInTransaction(
                    factory,
                    session -> session.getProvider(ClusterProvider.class)
                            .executeIfNotExecuted(name, (int) Math.max(1, interval.toSeconds()), () -> {
                                realms().forEach(work);
                                return true;
                            }));
        } catch (RuntimeException e) { // the timer must survive, and tries again
            LOG.errorf("%s: %s", failure, CauseTrail.of(e));
        }
    }

    private List<String> realms() {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> session.realms()
                        .getRealmsStream()
                        .filter(AccessProvider::isEnabled)
                        .map(RealmModel::getId)
                        .toList());
    }
}
