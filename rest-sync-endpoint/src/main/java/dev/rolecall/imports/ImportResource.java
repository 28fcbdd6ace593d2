package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportQueue;
import dev.rolecall.imports.jpa.ImportResults;
import dev.rolecall.imports.jpa.ImportResults.Part;
import dev.rolecall.imports.jpa.ImportState;
import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.ImportStore.Scope;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.people.RowStatus;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.Parameters;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** One import. What the caller may not see is not there for him. */
public final class ImportResource {
    private final KeycloakSessionFactory factory;
    private final Gate gate;
    private final String id;
    private final Following following;

    ImportResource(KeycloakSessionFactory factory, Gate gate, String id, Following following) {
        this.factory = factory;
        this.gate = gate;
        this.id = id;
        this.following = following;
    }

    @GET
    public Response get() {
        Scope scope = admit();
        return ImportsResource.ok(ImportsResource.representation(find(scope)));
    }

    /**
     * Cancels: 200 when it is cancelled, also by an earlier call; 202 when the block at hand has yet to end; 409 when it
     * ended otherwise.
     */
    @DELETE
    public Response cancel() {
        Caller caller = gate.admit(ClientRole.IMPORT_CREATE, ClientRole.IMPORT_VIEW);
        Scope scope = ImportsResource.scope(caller);
        StoredImport stored = RealmJob.in(factory, scope.realmId(), (session, realm) -> {
            if (new ImportStore(session).find(scope, id).isEmpty()) {
                throw Refusal.notFound();
            }
            boolean asked = new ImportQueue(session).cancel(id);
            if (asked) {
                new AuditTrail(session, realm, caller)
                        .write(
                                OperationType.ACTION,
                                EndOfImport.RESOURCE_TYPE,
                                Map.of("action", "cancel"),
                                "imports",
                                id);
            }
            StoredImport now = new ImportStore(session).refreshed(scope, id).orElseThrow(Refusal::notFound);
            if (asked && now.state() == ImportState.CANCELLED) {
                EndOfImport.announce(session, scope.realmId(), id);
            }
            return now;
        });
        return switch (stored.state()) {
            case CANCELLED -> ImportsResource.ok(ImportsResource.representation(stored));
            case RUNNING -> Answer.json(Response.accepted(), ImportsResource.representation(stored));
            default -> throw Refusal.conflict("The import is " + stored.state() + ".", List.of());
        };
    }

    @GET
    @Path("rows")
    public Response rows(
            @QueryParam("status") @Nullable String status,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max,
            @QueryParam("after") @Nullable String after) {
        Scope scope = admit();
        Part part = part(first, max, after);
        RowStatus wanted = status == null ? null : status(status);
        return ImportsResource.ok(RealmJob.in(factory, scope.realmId(), (session, realm) -> {
            StoredImport stored = find(session, scope);
            return new PageRepresentation<>(
                    stored.counts().of(wanted), new ImportResults(session, id).rows(wanted, part));
        }));
    }

    /** The state of the import as server-sent events: now, whenever it changes, and at last its end. */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        Caller caller = gate.admit(ClientRole.IMPORT_CREATE, ClientRole.IMPORT_VIEW);
        following.begin(caller, find(ImportsResource.scope(caller)), sse, sink);
    }

    /** Old and new values of people: not for who only sends. */
    @GET
    @Path("changes")
    public Response changes(
            @QueryParam("key") @Nullable String key,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max,
            @QueryParam("after") @Nullable String after) {
        Scope scope = ImportsResource.scope(gate.admit(ClientRole.IMPORT_VIEW));
        Part part = part(first, max, after);
        return ImportsResource.ok(RealmJob.in(factory, scope.realmId(), (session, realm) -> {
            StoredImport.Counts counts = find(session, scope).counts();
            ImportResults results = new ImportResults(session, id);
            return new PageRepresentation<>(
                    key == null ? counts.created() + counts.updated() : results.countChanges(key),
                    results.changes(key, part));
        }));
    }

    private StoredImport find(Scope scope) {
        return RealmJob.in(factory, scope.realmId(), (session, realm) -> find(session, scope));
    }

    private StoredImport find(KeycloakSession session, Scope scope) {
        return new ImportStore(session).find(scope, id).orElseThrow(Refusal::notFound);
    }

    private static Part part(@Nullable String first, @Nullable String max, @Nullable String after) {
        Page page = Page.of(first, max);
        return new Part(Parameters.number("after", after, 0, 0, Integer.MAX_VALUE), page.first(), page.max());
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
