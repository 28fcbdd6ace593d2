package dev.rolecall.imports.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Somebody of the source whom a snapshot misses. */
@Entity(name = "RolecallLeaver")
@Table(name = "RC_IMPORT_LEAVER")
@IdClass(LeaverEntity.Key.class)
class LeaverEntity {
    /** The primary key. */
    record Key(String importId, String userId) implements Serializable {}

    @Id
    @Column(name = "IMPORT_ID", length = 36)
    String importId = "";

    @Id
    @Column(name = "USER_ID", length = 36)
    String userId = "";

    @Column(name = "ROW_KEY")
    String key = "";

    /** As on the wire. */
    @Column(name = "STATUS")
    String status = "";

    /** Why the person stays; null for whoever does not. */
    @Column(name = "REASON")
    @Nullable String reason;

    protected LeaverEntity() {}

    LeaverEntity(String importId, String userId, String key) {
        this.importId = importId;
        this.userId = userId;
        this.key = key;
        this.status = LeaverStatus.PENDING.wire();
    }
}
