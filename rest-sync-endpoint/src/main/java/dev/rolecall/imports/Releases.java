package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Lets imports go. What the database does not take now it is told when it is back: otherwise the next run would count
 * this one among those that failed.
 */
final class Releases {
    private static final Logger LOG = Logger.getLogger(Releases.class);

    private final KeycloakSessionFactory factory;
    private final Map<Lease, Setback> left = new ConcurrentHashMap<>();

    Releases(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    void release(Lease lease, Setback setback) {
        try {
            tell(lease, setback);
        } catch (RuntimeException e) { // no harm: told later, and the lease ends by itself
            LOG.debugf("Import %s is let go later: %s", lease.id(), CauseTrail.of(e));
            left.put(lease, setback);
        }
    }

    /** Tells what could not be told. */
    void catchUp() {
        left.forEach((lease, setback) -> {
            tell(lease, setback);
            left.remove(lease);
        });
    }

    private void tell(Lease lease, Setback setback) {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> new ImportQueue(session).release(lease, setback.delay(), setback.counts()));
    }
}
