package dev.rolecall.imports.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A piece of the file of an import, which is there until the import ends. */
@Entity(name = "RolecallImportChunk")
@Table(name = "RC_IMPORT_CHUNK")
@NamedQuery(name = ImportChunkEntity.DELETE, query = "delete from RolecallImportChunk c where c.importId = :id")
@IdClass(ImportChunkEntity.Key.class)
class ImportChunkEntity {
    /** Removes the whole file of an import. */
    static final String DELETE = "rcDeleteImportChunks";

    /** The primary key. */
    record Key(String importId, int piece) implements Serializable {}

    @Id
    @Column(name = "IMPORT_ID", length = 36)
    String importId = "";

    /** From 0 without a gap. */
    @Id
    @Column(name = "PIECE")
    int piece;

    @Column(name = "CONTENT")
    byte[] content = {};

    protected ImportChunkEntity() {}

    ImportChunkEntity(String importId, int piece, byte[] content) {
        this.importId = importId;
        this.piece = piece;
        this.content = content;
    }
}
