package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.ImportStore.Scope;
import dev.rolecall.imports.jpa.LeaverStatus;
import dev.rolecall.imports.jpa.SnapshotStore;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;

/** Whom a snapshot misses: people of the source, whoever sent them, and so nothing for who only sends. */
public final class LeaversResource {
    private final KeycloakSessionFactory factory;
    private final Gate gate;
    private final String id;

    LeaversResource(KeycloakSessionFactory factory, Gate gate, String id) {
        this.factory = factory;
        this.gate = gate;
        this.id = id;
    }

    @GET
    public Response list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        Scope scope = ImportsResource.scope(gate.admit(ClientRole.IMPORT_VIEW));
        Page page = Page.of(first, max);
        LeaverStatus wanted = status == null ? null : status(status);
        return ImportsResource.ok(RealmJob.in(factory, scope.realmId(), (session, realm) -> {
            if (new ImportStore(session).find(scope, id).isEmpty()) {
                throw Refusal.notFound();
            }
            SnapshotStore store = new SnapshotStore(session);
            return new PageRepresentation<>(
                    store.countLeavers(id, wanted), store.leavers(id, wanted, page.first(), page.max()));
        }));
    }

    private static LeaverStatus status(String wire) {
        return LeaverStatus.ofWire(wire)
                .orElseThrow(() -> Refusal.badRequest(
                        "status",
                        "invalid-value",
                        "The status is one of "
                                + Arrays.stream(LeaverStatus.values())
                                        .map(LeaverStatus::wire)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
