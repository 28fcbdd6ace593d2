package dev.rolecall.ldap.keycloak;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The report of a mapper's last sync. It goes with the mapper. */
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

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected LdapReportEntity() {}

    LdapReportEntity(String mapperId, Instant endedAt, String report) {
        this.mapperId = mapperId;
        this.endedAt = endedAt.toEpochMilli();
        this.report = report;
    }

    String getMapperId() {
        return mapperId;
    }

    void replace(Instant end, String text) {
        this.endedAt = end.toEpochMilli();
        this.report = text;
    }
}
