package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.SnapshotStore;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSessionFactory;

/** The decision about an import that a safety limit holds: for whoever may see every import and change access. */
record HeldImport(KeycloakSessionFactory factory, Gate gate, String id) {
    StoredImport approve() {
        return decide("approve", store -> store.approve(id));
    }

    StoredImport reject() {
        return decide("reject", store -> store.reject(id, null));
    }

    private StoredImport decide(String action, Predicate<SnapshotStore> change) {
        Caller caller = gate.admit(ClientRole.IMPORT_VIEW, ClientRole.ACCESS_MANAGE);
        if (!caller.has(ClientRole.IMPORT_VIEW) || !caller.has(ClientRole.ACCESS_MANAGE)) {
            throw gate.forbidden("This takes the client roles import-view and access-manage.");
        }
        return RealmJob.in(factory, caller.realmId(), (session, realm) -> {
            ImportStore imports = new ImportStore(session);
            ImportStore.Scope scope = ImportsResource.scope(caller);
            StoredImport found = imports.find(scope, id).orElseThrow(Refusal::notFound);
            if (!change.test(new SnapshotStore(session))) {
                throw Refusal.conflict(
                        found.state() == ImportState.HELD
                                ? "The time to approve the import is over."
                                : "The import is not held; it is " + found.state() + ".",
                        List.of());
            }
            new AuditTrail(session, realm, caller)
                    .write(
                            OperationType.ACTION,
                            EndOfImport.RESOURCE_TYPE,
                            Map.of("action", action, "source", found.sourceName()),
                            "imports",
                            id);
            StoredImport changed = imports.refreshed(scope, id).orElseThrow(Refusal::notFound);
            if (changed.state().isEnd()) {
                EndOfImport.announce(session, caller.realmId(), id);
            }
            return changed;
        });
    }
}
