package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.ImportStore.Scope;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.RowStatus;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;

/** One import. What the caller may not see is not there for him. */
public final class ImportResource {
    private final KeycloakSessionFactory factory;
    private final Gate gate;
    private final String id;

    ImportResource(KeycloakSessionFactory factory, Gate gate, String id) {
        this.factory = factory;
        this.gate = gate;
        this.id = id;
    }

    @GET
    public Response get() {
        Scope scope = admit();
        return ImportsResource.ok(RealmJob.in(
                factory,
                scope.realmId(),
                (session, realm) -> new ImportStore(session)
                        .find(scope, id)
                        .map(ImportsResource::representation)
                        .orElseThrow(Refusal::notFound)));
    }

    @GET
    @Path("rows")
    public Response rows(
            @QueryParam("status") @Nullable String status,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        Scope scope = admit();
        Page page = Page.of(first, max);
        RowStatus wanted = status == null ? null : status(status);
        return ImportsResource.ok(RealmJob.in(factory, scope.realmId(), (session, realm) -> {
            ImportStore store = new ImportStore(session);
            if (store.find(scope, id).isEmpty()) {
                throw Refusal.notFound();
            }
            return new PageRepresentation<>(
                    store.countRows(id, wanted), store.rows(id, wanted, page.first(), page.max()));
        }));
    }

    /** Lets nobody in by itself: a caller is let in by the operation, once the request's transaction has begun. */
    @Path("leavers")
    public LeaversResource leavers() {
        return new LeaversResource(factory, gate, id);
    }

    /** Those whom a held snapshot misses may leave. */
    @POST
    @Path("approve")
    public Response approve() {
        StoredImport approved = new HeldImport(factory, gate, id).approve();
        return ImportsResource.ok(ImportsResource.representation(approved));
    }

    /** Nobody leaves. */
    @POST
    @Path("reject")
    public Response reject() {
        StoredImport rejected = new HeldImport(factory, gate, id).reject();
        return ImportsResource.ok(ImportsResource.representation(rejected));
    }

    private Scope admit() {
        return ImportsResource.scope(gate.admit(ClientRole.IMPORT_CREATE, ClientRole.IMPORT_VIEW));
    }

    private static RowStatus status(String wire) {
        return Arrays.stream(RowStatus.values())
                .filter(status -> status.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest(
                        "status",
                        "invalid-value",
                        "The status is one of "
                                + Arrays.stream(RowStatus.values())
                                        .map(RowStatus::wire)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
