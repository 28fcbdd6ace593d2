package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.sync.gate.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The administration event of an import that ended, in the transaction that ends it: counts, and nothing of a row. A dry
 * run leaves none, as it has done nothing.
 */
final class EndOfImport {
    static final String RESOURCE_TYPE = "ROLECALL_IMPORT";

    private EndOfImport() {}

    /** To be called where the import has just ended. */
    static void announce(KeycloakSession session, String realmId, String id) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        new ImportStore(session)
                .refreshed(new ImportStore.Scope(realmId, null), id)
                .filter(ended -> !ended.dryRun())
                .ifPresent(ended -> announce(session, realm, ended));
    }

    private static void announce(KeycloakSession session, RealmModel realm, StoredImport ended) {
        ClientModel client = realm.getClientById(ended.sender().clientId());
        AuditTrail.inTheNameOf(session, realm, ended.sender())
                .write(
                        OperationType.ACTION,
                        RESOURCE_TYPE,
                        details(ended, client == null ? "" : client.getClientId()),
                        "imports",
                        ended.id());
    }

    /** @param client the client id of the sender, empty where the client is gone */
    static Map<String, String> details(StoredImport ended, String client) {
        StoredImport.Counts counts = ended.counts();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("source", ended.sourceName());
        details.put("client", client);
        details.put("mode", ended.mode());
        details.put("state", ended.state().name());
        details.put("rows", Long.toString(counts.rows()));
        details.put("created", Long.toString(counts.created()));
        details.put("updated", Long.toString(counts.updated()));
        details.put("unchanged", Long.toString(counts.unchanged()));
        details.put("rejected", Long.toString(counts.rejected()));
        StoredImport.Leavers leavers = ended.leavers();
        if (leavers != null) {
            details.put("missing", Long.toString(leavers.missing()));
            details.put("left", Long.toString(leavers.left()));
            details.put("stayed", Long.toString(leavers.stayed()));
        }
        return details;
    }
}
