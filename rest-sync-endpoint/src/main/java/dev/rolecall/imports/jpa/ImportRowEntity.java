package dev.rolecall.imports.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What became of one row. */
@Entity(name = "RolecallImportRow")
@Table(name = "RC_IMPORT_ROW")
@IdClass(ImportRowEntity.Key.class)
class ImportRowEntity {
    /** The primary key. */
    record Key(String importId, long line) implements Serializable {}

    @Id
    @Column(name = "IMPORT_ID", length = 36)
    String importId = "";

    @Id
    @Column(name = "LINE")
    long line;

    @Column(name = "ROW_KEY")
    @Nullable String key;

    /** As on the wire. */
    @Column(name = "STATUS")
    String status = "";

    /** A JSON array, null when there are none. */
    @Column(name = "ERRORS")
    @Nullable String errors;

    /** A JSON array, null when there are none. */
    @Column(name = "ROW_CHANGES")
    @Nullable String changes;

    protected ImportRowEntity() {}

    ImportRowEntity(
            String importId,
            long line,
            @Nullable String key,
            String status,
            @Nullable String errors,
            @Nullable String changes) {
        this.importId = importId;
        this.line = line;
        this.key = key;
        this.status = status;
        this.errors = errors;
        this.changes = changes;
    }
}
