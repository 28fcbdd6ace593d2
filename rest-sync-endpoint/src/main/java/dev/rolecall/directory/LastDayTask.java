package dev.rolecall.directory;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.people.LastDays;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.RealmJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Disables people whose last day is over, once in a while on one node of the cluster, each in a transaction of its own
 * that ends the sessions and writes the event too. A run that broke off, or ran on two nodes at once, is completed by the
 * next.
 */
public final class LastDayTask {
    private static final Logger LOG = Logger.getLogger(LastDayTask.class);

    private static final String NAME = "rolecall-last-day";

    private static final String INTERVAL = "last-day-interval-seconds";
    private static final int DEFAULT_INTERVAL = 60;

    /** People whose ids are read at once. */
    private static final int READ = 500;

    private final KeycloakSessionFactory factory;
    private final Duration interval;

    public LastDayTask(KeycloakSessionFactory factory, Config.Scope config) {
        this.factory = factory;
        this.interval = Duration.ofSeconds(Math.max(1, config.getInt(INTERVAL, DEFAULT_INTERVAL)));
    }

    /** Runs from the moment the server is up. */
    public void start() {
        new RealmsTask(factory, NAME, interval, this::end, "People whose last day is over could not be disabled")
                .start();
    }

    private void end(String realmId) {
        try {
            complete(realmId);
            int ended = 0;
            List<String> people = read(realmId, "");
            while (!people.isEmpty()) {
                for (String person : people) {
                    ended += endAlone(realmId, person) ? 1 : 0;
                }
                people = read(realmId, people.get(people.size() - 1));
            }
            if (ended > 0) {
                LOG.infof("Disabled %d people in realm %s whose last day is over", ended, realmId);
            }
        } catch (RealmJob.RealmGoneException e) {
            LOG.debugf("Realm %s was removed meanwhile", realmId);
        }
    }

    private void complete(String realmId) {
        try {
            Optional<String> last = completeAfter(realmId, "");
            while (last.isPresent()) {
                last = completeAfter(realmId, last.get());
            }
        } catch (RealmJob.RealmGoneException e) {
            throw e;
        } catch (RuntimeException e) { // those who are due are not to wait for it, and the next run tries again
            LOG.warnf(
                    "Termination dates of realm %s that no row gave could not be read: %s", realmId, CauseTrail.of(e));
        }
    }

    private Optional<String> completeAfter(String realmId, String person) {
        return RealmJob.in(factory, realmId, (session, realm) -> new LastDays(session, realm).complete(person, READ));
    }

    private List<String> read(String realmId, String after) {
        return RealmJob.in(factory, realmId, (session, realm) -> new LastDays(session, realm).due(after, READ));
    }

    private boolean endAlone(String realmId, String person) {
        try {
            return RealmJob.in(factory, realmId, (session, realm) -> end(session, realm, person));
        } catch (RealmJob.RealmGoneException e) {
            throw e;
        } catch (RuntimeException e) { // the others are not to wait for it
            LOG.warnf("User %s could not be disabled after the last day: %s", person, CauseTrail.of(e));
            return false;
        }
    }

    private static boolean end(KeycloakSession session, RealmModel realm, String person) {
        boolean ended = new LastDays(session, realm).end(person);
        if (ended) {
            AuditTrail.ofTheServer(session, realm)
                    .write(
                            OperationType.UPDATE,
                            "USER",
                            Map.of("enabled", "false", "because", "terminationDate"),
                            "users",
                            person);
        }
        return ended;
    }
}
