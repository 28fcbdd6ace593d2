package dev.rolecall.imports.jpa;

import dev.rolecall.sync.rows.Delimiter;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** One import. Changed by the updates of {@link ImportStore} only, never through a managed instance. */
@Entity(name = "RolecallImport")
@Table(name = "RC_IMPORT")
class ImportEntity {
    @Id
    @Column(name = "ID", length = 36)
    String id = "";

    @Column(name = "REALM_ID")
    String realmId = "";

    @Column(name = "SOURCE_ID")
    String sourceId = "";

    @Column(name = "SOURCE_NAME")
    String sourceName = "";

    /** The internal id of the client that sent it. */
    @Column(name = "CLIENT_ID")
    String clientId = "";

    @Column(name = "USER_ID")
    String userId = "";

    @Column(name = "IP_ADDRESS")
    @Nullable String ipAddress;

    @Column(name = "FORMAT")
    String format = "";

    @Column(name = "IMPORT_MODE")
    String mode = "";

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    ImportState state = ImportState.RECEIVING;

    /** The source while it runs, its own id otherwise; unique, so that of one source only one runs. */
    @Column(name = "LANE")
    String lane = "";

    /** Names one run on one node; null when nobody works on it. */
    @Column(name = "OWNER")
    @Nullable String owner;

    /** From then on another node may take over, or clear an upload away. */
    @Column(name = "LEASE_UNTIL")
    long leaseUntil;

    /** Runs begun since the last block that was applied. */
    @Column(name = "ATTEMPTS")
    int attempts;

    /** The checkpoint: rows that have their result. */
    @Column(name = "ROWS_DONE")
    long rowsDone;

    @Column(name = "ROWS_CREATED")
    long created;

    @Column(name = "ROWS_UPDATED")
    long updated;

    @Column(name = "ROWS_UNCHANGED")
    long unchanged;

    @Column(name = "ROWS_REJECTED")
    long rejected;

    @Column(name = "BYTES_STORED")
    long bytesStored;

    @Column(name = "BYTES_READ")
    long bytesRead;

    @Column(name = "PIECES")
    int pieces;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "QUEUED_AT")
    @Nullable Long queuedAt;

    @Column(name = "STARTED_AT")
    @Nullable Long startedAt;

    @Column(name = "ENDED_AT")
    @Nullable Long endedAt;

    /** Time spent on the rows behind the checkpoint, without what passed between runs. */
    @Column(name = "WORKED_MILLIS")
    long workedMillis;

    /** A JSON array of texts. */
    @Column(name = "WARNINGS")
    @Nullable String warnings;

    @Column(name = "ERROR_TEXT")
    @Nullable String error;

    /** When somebody asked the run to end after its block. */
    @Column(name = "CANCEL_ASKED_AT")
    @Nullable Long cancelAskedAt;

    /** Rows of late, the older ones counting less and less; and the time spent on them. */
    @Column(name = "RECENT_ROWS")
    long recentRows;

    @Column(name = "RECENT_MILLIS")
    long recentMillis;

    /** JSON: what columns and members meant when the file was taken; null for what the source says. */
    @Column(name = "ROW_TERMS")
    @Nullable String terms;

    @Column(name = "DRY_RUN")
    boolean dryRun;

    /** Rows of which not even the key could be read. */
    @Column(name = "HIDDEN_ROWS")
    long hiddenRows;

    /** Whom a snapshot misses; null before that is found out, and in other modes. */
    @Column(name = "LEAVERS")
    @Nullable Long leavers;

    @Column(name = "LEAVERS_LEFT")
    long leaversLeft;

    @Column(name = "LEAVERS_STAYED")
    long leaversStayed;

    /** All rows are applied, and whom the snapshot misses may leave. */
    @Column(name = "LEAVING")
    boolean leaving;

    /** Whether the file is compressed with gzip. */
    @Column(name = "PACKED")
    boolean packed;

    @Enumerated(EnumType.STRING)
    @Column(name = "CSV_DELIMITER")
    @Nullable Delimiter delimiter;

    /** By which a request that is sent again is known, or the import's own id; unique. */
    @Column(name = "ONCE_KEY")
    String onceKey = "";

    /** Of the request that made it. */
    @Column(name = "FINGERPRINT")
    @Nullable String fingerprint;

    protected ImportEntity() {}
}
