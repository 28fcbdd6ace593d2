package dev.rolecall.imports;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.imports.jpa.ImportQueue.Lease;
import dev.rolecall.imports.jpa.SnapshotStore;
import dev.rolecall.imports.jpa.SnapshotStore.Leaver;
import dev.rolecall.imports.jpa.SnapshotStore.Missing;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.Departure;
import dev.rolecall.people.KeyField;
import dev.rolecall.people.StayReason;
import dev.rolecall.people.UpsertRules;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.rows.RowTerms;
import dev.rolecall.sync.source.LeaverLimit;
import dev.rolecall.sync.source.Sources;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * What is done after the last row of a snapshot: whom it misses is written down and decided about at once, and then
 * they leave in blocks, each in the transaction that writes down that they have.
 */
final class Leaving {
    private static final Logger LOG = Logger.getLogger(Leaving.class);

    /** People in one transaction: what each holds ends one by one, and each time all that is loaded is looked through. */
    private static final int BLOCK = 25;

    private final KeycloakSessionFactory factory;
    private final Lease lease;
    private final StoredImport stored;
    private final Stopwatch stopwatch = new Stopwatch();

    Leaving(KeycloakSessionFactory factory, Lease lease, StoredImport stored) {
        this.factory = factory;
        this.lease = lease;
        this.stored = stored;
    }

    /** Whether this run may go on with {@link #next}; otherwise the import is held and not this run's any more. */
    boolean begin() {
        return inRealm((session, realm) -> {
            SnapshotStore store = new SnapshotStore(session);
            Missing missing = store.miss(lease);
            Snapshot decision = Snapshot.of(missing.people(), missing.hidden(), missing.leavers(), limit(realm));
            boolean done;
            if (stored.dryRun()) {
                done = store.rehearse(
                        lease, missing.leavers(), decision.warning().orElse(null));
            } else if (decision instanceof Snapshot.Held held) {
                LOG.infof("Import %s is held: %d people are missing", stored.id(), missing.leavers());
                done = store.hold(lease, missing.leavers(), held.why(), Snapshot.DECISION);
            } else if (decision instanceof Snapshot.Spared spared) {
                done = store.spare(lease, spared.why());
            } else {
                done = store.begin(lease, missing.leavers());
            }
            require(done);
            return stored.dryRun() || !(decision instanceof Snapshot.Held);
        });
    }

    private LeaverLimit limit(RealmModel realm) {
        return new Sources(realm)
                .usable(stored.sourceId())
                .map(source -> source.settings().leavers())
                .orElse(LeaverLimit.DEFAULT);
    }

    /** Lets the next of them leave; false when none is left. */
    boolean next(UpsertRules rules) {
        List<Leaver> block = inRealm((session, realm) -> new SnapshotStore(session).pending(stored.id(), BLOCK));
        if (block.isEmpty()) {
            return false;
        }
        try {
            leave(rules, block);
        } catch (RuntimeException e) { // the server wraps what a database refuses in many ways
            if (!Departure.isRefusal(e)) {
                throw e;
            }
            LOG.debugf("People of import %s leave one by one: %s", stored.id(), CauseTrail.of(e));
            block.forEach(leaver -> leaveAlone(rules, leaver));
        }
        return true;
    }

    private void leaveAlone(UpsertRules rules, Leaver leaver) {
        try {
            leave(rules, List.of(leaver));
        } catch (RuntimeException e) { // as above
            if (!Departure.isRefusal(e)) {
                throw e;
            }
            LOG.debugf("User %s cannot leave: %s", leaver.userId(), CauseTrail.of(e));
            inRealm((session, realm) -> {
                settle(session, List.of(leaver), Map.of(leaver.userId(), StayReason.REFUSED));
                return true;
            });
        }
    }

    private void leave(UpsertRules rules, List<Leaver> block) {
        inRealm((session, realm) -> {
            SnapshotStore store = new SnapshotStore(session);
            Set<String> others = new HashSet<>(new Sources(realm).keeping());
            others.remove(stored.sourceId());
            Map<String, StayReason> staying =
                    new HashMap<>(store.staying(stored.id(), stored.sourceId(), others, block));
            List<String> leaving = block.stream()
                    .map(Leaver::userId)
                    .filter(id -> !staying.containsKey(id))
                    .toList();
            staying.putAll(new Departure(session, realm, rules, key())
                    .of(leaving, keys -> store.named(stored.id(), stored.sourceId(), keys)));
            settle(session, block, staying);
            return true;
        });
    }

    private KeyField key() {
        RowTerms terms = stored.terms();
        return terms == null ? KeyField.USERCODE : terms.mapping().key();
    }

    private void settle(KeycloakSession session, List<Leaver> block, Map<String, StayReason> staying) {
        require(new SnapshotStore(session).settle(lease, stored.sourceId(), block, staying, stopwatch.lap()));
    }

    private static void require(boolean owned) {
        if (!owned) {
            throw new Checkpoint.LostException();
        }
    }

    private <T> T inRealm(RealmJob<T> job) {
        return RealmJob.in(factory, stored.realmId(), (session, realm) -> {
            if (!Gate.isOpen(realm)) {
                throw new IllegalStateException("the realm is closed");
            }
            return job.run(session, realm);
        });
    }
}
