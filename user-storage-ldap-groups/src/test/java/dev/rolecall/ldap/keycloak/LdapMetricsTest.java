package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.ldap.DirectoryFailure;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LdapMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LdapMetrics metrics = new LdapMetrics(registry);

    private double count(String name, String key, String value) {
        return registry.get(name).tag(key, value).counter().count();
    }

    @Test
    void failuresAreCountedByKind() {
        metrics.failed(DirectoryFailure.TIMEOUT);
        metrics.failed(DirectoryFailure.TIMEOUT);
        metrics.failed(DirectoryFailure.NO_SUCH_ENTRY);

        assertThat(count(LdapMetrics.FAILURES, "kind", "timeout")).isEqualTo(2);
        assertThat(count(LdapMetrics.FAILURES, "kind", "no-such-entry")).isEqualTo(1);
    }

    @Test
    void peopleAreCountedByWhatBecameOfThem() {
        LdapMetrics.Changes changes = new LdapMetrics.Changes();
        changes.add(3, 0);
        changes.add(1, 2);
        changes.add(0, 0);

        metrics.reconciled(changes);

        assertThat(count(LdapMetrics.RECONCILIATIONS, "outcome", "given")).isEqualTo(2);
        assertThat(count(LdapMetrics.RECONCILIATIONS, "outcome", "taken")).isEqualTo(1);
        assertThat(count(LdapMetrics.RECONCILIATIONS, "outcome", "unchanged")).isEqualTo(1);
    }

    @Test
    void syncsAreCountedByHowTheyEnded() {
        metrics.synced(ReportState.HELD);

        assertThat(count(LdapMetrics.SYNCS, "state", "held")).isEqualTo(1);
    }

    @Test
    void checksThatLetAnOldAnswerStandAreCounted() {
        metrics.outdated();

        assertThat(registry.get(LdapMetrics.OUTDATED).counter().count()).isEqualTo(1);
    }

    @Test
    void noMeterNamesAnybody() {
        metrics.failed(DirectoryFailure.BIND);
        metrics.outdated();
        metrics.synced(ReportState.COMPLETED);

        assertThat(registry.getMeters())
                .flatMap(meter -> meter.getId().getTags())
                .extracting(Tag::getKey)
                .containsOnly("kind", "state");
    }
}
