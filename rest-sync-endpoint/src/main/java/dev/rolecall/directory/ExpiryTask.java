package dev.rolecall.directory;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.AccessProvider.Ended;
import dev.rolecall.access.CauseTrail;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.RealmJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Ends what is expired, once in a while on one node of the cluster. Nothing depends on when: an expired grant gives
 * nothing in any case. A run that broke off, or ran on two nodes at once, is completed by the next.
 */
public final class ExpiryTask {
    private static final Logger LOG = Logger.getLogger(ExpiryTask.class);

    private static final String NAME = "rolecall-expiry";

    private static final String INTERVAL = "expiry-interval-seconds";
    private static final int DEFAULT_INTERVAL = 60;

    /** People whose ids are read at once, and those whose grants end in one transaction. */
    private static final int READ = 500;

    private static final int TOGETHER = 50;

    private final KeycloakSessionFactory factory;
    private final Duration interval;

    public ExpiryTask(KeycloakSessionFactory factory, Config.Scope config) {
        this.factory = factory;
        this.interval = Duration.ofSeconds(Math.max(1, config.getInt(INTERVAL, DEFAULT_INTERVAL)));
    }

    /** Runs from the moment the server is up. */
    public void start() {
        new RealmsTask(factory, NAME, interval, this::end, "Expired grants could not be ended").start();
    }

    private void end(String realmId) {
        try {
            int ended = 0;
            List<String> people = read(realmId, "");
            while (!people.isEmpty()) {
                for (int from = 0; from < people.size(); from += TOGETHER) {
                    ended += endTogether(realmId, people.subList(from, Math.min(from + TOGETHER, people.size())));
                }
                people = read(realmId, people.get(people.size() - 1));
            }
            if (ended > 0) {
                LOG.infof("Ended %d expired grants and associations in realm %s", ended, realmId);
            }
        } catch (RealmJob.RealmGoneException e) {
            LOG.debugf("Realm %s was removed meanwhile", realmId);
        }
    }

    private List<String> read(String realmId, String after) {
        return RealmJob.in(
                factory, realmId, (session, realm) -> AccessProvider.of(session).usersWithExpired(realm, after, READ));
    }

    /** Where it fails for all of them at once, each is tried alone: one account must not keep the others' grants. */
    private int endTogether(String realmId, List<String> people) {
        try {
            return endNow(realmId, people);
        } catch (RealmJob.RealmGoneException e) {
            throw e;
        } catch (RuntimeException e) { // told below, of those it concerns
            LOG.debugf("Expired grants of %d people are ended one by one: %s", people.size(), CauseTrail.of(e));
        }
        int ended = 0;
        for (String person : people) {
            try {
                ended += endNow(realmId, List.of(person));
            } catch (RealmJob.RealmGoneException e) {
                throw e;
            } catch (RuntimeException e) { // the others are not to wait for it
                LOG.warnf("Expired grants of user %s could not be ended: %s", person, CauseTrail.of(e));
            }
        }
        return ended;
    }

    private int endNow(String realmId, List<String> people) {
        return RealmJob.in(factory, realmId, (session, realm) -> endIn(session, realm, people));
    }

    private static int endIn(KeycloakSession session, RealmModel realm, List<String> people) {
        List<Ended> ended = new ArrayList<>(AccessProvider.of(session).endExpired(realm, people));
        if (!ended.isEmpty()) {
            AccessEvents events = new AccessEvents(session, AuditTrail.ofTheServer(session, realm));
            ended.forEach(one -> events.ended(one.userId(), one.grants()));
        }
        return ended.stream().mapToInt(one -> one.grants().size()).sum();
    }
}
