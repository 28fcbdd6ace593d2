package dev.rolecall.imports.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A name that a row of a dry run would have given to somebody or taken from somebody; there until the dry run ends. */
@Entity(name = "RolecallImportName")
@Table(name = "RC_IMPORT_NAME")
@NamedQuery(name = ImportNameEntity.DELETE, query = "delete from RolecallImportName n where n.importId = :id")
@IdClass(ImportNameEntity.Key.class)
class ImportNameEntity {
    /** Removes what a dry run kept in mind. */
    static final String DELETE = "rcDeleteImportNames";

    /** What a name is. */
    enum Kind {
        USERNAME,
        EMAIL
    }

    /** The primary key. */
    record Key(String importId, String name, Kind kind) implements Serializable {}

    @Id
    @Column(name = "IMPORT_ID", length = 36)
    String importId = "";

    @Id
    @Column(name = "NAME")
    String name = "";

    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "KIND")
    Kind kind = Kind.USERNAME;

    /** The id of who would have it, in a dry run the one a new person would not get; null for nobody. */
    @Column(name = "HOLDER")
    @Nullable String holder;

    protected ImportNameEntity() {}

    ImportNameEntity(String importId, Kind kind, String name, @Nullable String holder) {
        this.importId = importId;
        this.kind = kind;
        this.name = name;
        this.holder = holder;
    }
}
