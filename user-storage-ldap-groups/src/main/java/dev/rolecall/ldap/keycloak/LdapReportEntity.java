package dev.rolecall.ldap.keycloak;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The report of a mapper's last sync. It goes with the mapper by the foreign key. */
@Entity
@Table(name = "RC_LDAP_REPORT")
public class LdapReportEntity {
    @Id
    @Column(name = "MAPPER_ID", length = 36)
    private String mapperId;

    /** Epoch milliseconds. */
    @Column(name = "ENDED_AT", nullable = false)
    private long endedAt;

    /** JSON. */
    @Column(name = "REPORT", nullable = false)
    private String report;

    /** A {@link ReportState}. */
    @Column(name = "STATE", length = 20, nullable = false)
    private String state;

    /** Ids of the people of whom something is held back, as JSON; null unless that waits for a decision. */
    @Column(name = "HELD")
    private @Nullable String held;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected LdapReportEntity() {}

    LdapReportEntity(String mapperId) {
        this.mapperId = mapperId;
        this.report = "{}";
        this.state = ReportState.COMPLETED.name();
    }

    /** By the next sync. */
    void replace(Instant end, String text, ReportState ended, @Nullable String people) {
        this.endedAt = end.toEpochMilli();
        this.report = text;
        become(ended, people);
    }

    /** @return whether anything waited for a decision */
    boolean reject() {
        if (!getState().canBecome(ReportState.REJECTED)) {
            return false;
        }
        become(ReportState.REJECTED, null);
        return true;
    }

    private void become(ReportState next, @Nullable String people) {
        if (!getState().canBecome(next)) {
            throw new IllegalStateException("a report that is " + state + " cannot become " + next);
        }
        this.state = next.name();
        this.held = people;
    }

    Instant getEndedAt() {
        return Instant.ofEpochMilli(endedAt);
    }

    String getReport() {
        return report;
    }

    ReportState getState() {
        return ReportState.valueOf(state);
    }

    @Nullable String getHeld() {
        return held;
    }
}
