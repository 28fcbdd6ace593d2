package dev.rolecall.imports;

import dev.rolecall.imports.jpa.SnapshotStore;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.ChunkListener;
import dev.rolecall.people.RowResult;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Remembers whom a source names, in the transaction that applies the rows, whatever the mode: a later file may be a snapshot. */
record NamedPeople(StoredImport stored, ChunkListener checkpoint) implements ChunkListener {
    @Override
    public void applied(KeycloakSession session, List<RowResult> results) {
        checkpoint.applied(session, results);
        new SnapshotStore(session).named(stored.sourceId(), stored.id(), results);
    }
}
