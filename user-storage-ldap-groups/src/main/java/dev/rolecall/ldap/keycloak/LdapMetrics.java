package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.Locale;

/**
 * Groups of LDAP as Keycloak's metrics show them, of this node. No name of a person, group, mapper or realm is in them.
 * Where metrics are off, nothing is counted.
 */
final class LdapMetrics {
    static final String FAILURES = "rolecall.ldap.directory.failures";
    static final String OUTDATED = "rolecall.ldap.outdated";
    static final String RECONCILIATIONS = "rolecall.ldap.reconciliations";
    static final String SYNCS = "rolecall.ldap.syncs";

    /** The server's. */
    static final LdapMetrics OF_SERVER = new LdapMetrics(Metrics.globalRegistry);

    private final MeterRegistry registry;

    LdapMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void failed(DirectoryFailure failure) {
        count(FAILURES, "Questions to a directory without a whole answer", "kind", failure.wire(), 1);
    }

    /** Somebody was let keep what he holds though the last answer is older than the settings allow. */
    void outdated() {
        Counter.builder(OUTDATED)
                .description("Checks of people who keep what an answer gave that is older than the limit")
                .register(registry)
                .increment();
    }

    /** @param changes what became of people, counted once each is written for good */
    void reconciled(Changes changes) {
        reconciled("given", changes.given);
        reconciled("taken", changes.taken);
        reconciled("unchanged", changes.unchanged);
    }

    private void reconciled(String outcome, int people) {
        if (people > 0) {
            count(RECONCILIATIONS, "People checked, by what became of what they hold", "outcome", outcome, people);
        }
    }

    void synced(ReportState end) {
        count(SYNCS, "Syncs of mappers that ended", "state", end.name().toLowerCase(Locale.ROOT), 1);
    }

    private void count(String name, String description, String key, String value, int number) {
        Counter.builder(name)
                .description(description)
                .tag(key, value)
                .register(registry)
                .increment(number);
    }

    /** Of one transaction. Who gained one thing and lost another counts under both. */
    static final class Changes {
        private int given;
        private int taken;
        private int unchanged;

        void add(int gained, int lost) {
            given += gained > 0 ? 1 : 0;
            taken += lost > 0 ? 1 : 0;
            unchanged += gained + lost == 0 ? 1 : 0;
        }
    }
}
