package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.ldap.LDAPStorageProvider;

/** Syncs of one mapper that an administrator starts, and what becomes of what they hold back: one call at a time. */
final class LdapSyncs {
    /** After that long a call that never came back does not stand in the way of others. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final LdapDoor door;
    private final MapperOfRealm mapper;

    LdapSyncs(LdapDoor door, MapperOfRealm mapper) {
        this.door = door;
        this.mapper = mapper;
    }

    /** Counts by name, with how it ended and when; only how if there was none. */
    Map<String, Object> report() {
        return OwnSession.reading(
                door.factory(),
                door.realmId(),
                (session, realm) -> LdapPeople.of(session)
                        .report(mapper.id())
                        .map(LdapSyncs::representation)
                        .orElse(Map.of("state", "NONE")));
    }

    private static Map<String, Object> representation(LdapReportEntity report) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("state", report.getState().name());
        members.put("dryRun", false);
        members.put("endedAt", report.getEndedAt().toString());
        members.putAll(SyncReport.membersOf(report.getReport()));
        return members;
    }

    Map<String, Object> reconcile(boolean isDry) {
        return alone(() -> {
            if (isDry) {
                SyncReport foreseen = run(SyncOrder.DRY);
                Map<String, Object> members = new LinkedHashMap<>();
                members.put("state", foreseen.state().name());
                members.put("dryRun", true);
                members.putAll(foreseen.members());
                return members;
            }
            door.wrote(mapper.id(), "reconcile", run(SyncOrder.WITHIN_LIMIT).counts());
            return report();
        });
    }

    /**
     * @param seen when the sync ended whose report was looked at
     * @throws LdapRefusal if nothing of that sync waits for a decision
     */
    Map<String, Object> approve(Instant seen) {
        return alone(() -> {
            List<String> held = held(seen);
            SyncReport report = run(SyncOrder.approving(held));
            door.wrote(mapper.id(), "approve", report.counts());
            if (report.isUnanswered()) {
                throw LdapRefusal.unanswered(
                        new DirectoryException("nothing was taken, and the decision is still open", null));
            }
            if (report.state() == ReportState.FAILED) {
                throw LdapRefusal.conflict("It stopped before its end, and what was taken until then is taken."
                        + " Look at the report: it says whether the decision is still open.");
            }
            return report();
        });
    }

    /** @throws LdapRefusal if nothing waits for a decision */
    Map<String, Object> reject() {
        return alone(() -> {
            if (!OwnSession.in(
                    door.factory(),
                    door.realmId(),
                    (session, realm) -> LdapPeople.of(session).reject(mapper.id()))) {
                throw LdapRefusal.conflict("The last sync holds nothing back that waits for a decision.");
            }
            door.wrote(mapper.id(), "reject", Map.of());
            return report();
        });
    }

    private List<String> held(Instant seen) {
        String held = OwnSession.reading(
                door.factory(),
                door.realmId(),
                (session, realm) -> LdapPeople.of(session)
                        .report(mapper.id())
                        .filter(report -> report.getEndedAt().equals(seen))
                        .map(LdapReportEntity::getHeld) // null unless that waits for a decision
                        .orElse(""));
        if (held.isEmpty()) {
            throw LdapRefusal.conflict(
                    "That is not the last sync, or it holds nothing back that waits for a decision.");
        }
        return SyncReport.heldPeople(held);
    }

    /** The sync's own transactions are others: this one only reads settings, and lasts as long as all of them. */
    private SyncReport run(SyncOrder order) {
        KeycloakModelUtils.setTransactionLimit(door.factory(), (int) LONGEST.toSeconds());
        try {
            return OwnSession.in(door.factory(), door.realmId(), (session, realm) -> run(session, realm, order));
        } finally {
            KeycloakModelUtils.setTransactionLimit(door.factory(), 0);
        }
    }

    private SyncReport run(KeycloakSession session, RealmModel realm, SyncOrder order) {
        LDAPStorageProvider provider = LdapProviders.of(session, mapper.parent())
                .orElseThrow(() -> LdapRefusal.conflict("The LDAP provider is disabled."));
        LdapGroupMapper live = LdapProviders.mappers(session).mapper(mapper.model(), provider);
        return new LdapGroupSync(session, realm, live, mapper.model(), order).run();
    }

    private <T> T alone(Callable<T> work) {
        ExecutionResult<T> result = door.session()
                .getProvider(ClusterProvider.class)
                .executeIfNotExecuted("rolecall-ldap-" + mapper.id(), (int) LONGEST.toSeconds(), work);
        if (!result.isExecuted()) {
            throw LdapRefusal.busy();
        }
        return result.getResult();
    }
}
