package dev.rolecall.imports;

import dev.rolecall.imports.jpa.ImportStore;
import dev.rolecall.imports.jpa.ImportStore.Arrival;
import dev.rolecall.imports.jpa.ImportStore.Scope;
import dev.rolecall.imports.jpa.StoredImport;
import dev.rolecall.imports.upload.IdempotencyKey;
import dev.rolecall.imports.upload.UnusableUploadException;
import dev.rolecall.imports.upload.Upload;
import dev.rolecall.imports.upload.UploadOrder;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.PageRepresentation;
import dev.rolecall.sync.gate.Parameters;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.source.Source;
import dev.rolecall.sync.source.Sources;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The imports of a realm: those a client sent itself, or all of them. */
public final class ImportsResource {
    private final KeycloakSessionFactory factory;
    private final HttpHeaders headers;
    private final URI self;
    private final Set<String> query;
    private final Gate gate;
    private final Receiver receiver;
    private final ImportLimits limits;
    private final Runnable arrived;
    private final Following following;

    ImportsResource(
            KeycloakSession session,
            Gate gate,
            Receiver receiver,
            ImportLimits limits,
            Runnable arrived,
            Following following) {
        this.factory = session.getKeycloakSessionFactory();
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.self = session.getContext().getUri().getAbsolutePath();
        this.query = session.getContext().getUri().getQueryParameters().keySet();
        this.gate = gate;
        this.receiver = receiver;
        this.limits = limits;
        this.arrived = arrived;
        this.following = following;
    }

    /** Stores the file; a token is good for one file, whatever becomes of it. */
    @POST
    public Response send(
            InputStream body,
            @QueryParam("source") @Nullable String source,
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("dryRun") @Nullable String dryRun) {
        Caller caller = gate.admit(ClientRole.IMPORT_CREATE);
        burn(caller, source);
        limits.check(headers);
        try {
            return send(caller, new Request(headers).upload(source, mode, given("dryRun", dryRun), body));
        } catch (UnusableUploadException e) {
            throw Request.refusal(e);
        }
    }

    /** Before anything of the body is read, so that of several at once one alone gets so far. */
    private void burn(Caller caller, @Nullable String source) {
        boolean once = RealmJob.in(
                factory,
                caller.realmId(),
                (session, realm) -> new Sources(realm).takeTokensOnce(caller.clientKey(), source));
        if (once && !caller.token().burn(factory, caller.realmId())) {
            throw gate.tokenUsed();
        }
    }

    private Response send(Caller caller, Upload upload) {
        UploadOrder order = upload.order();
        boolean dry = Parameters.flag("dryRun", order.dryRun());
        Source chosen = source(caller, order.source());
        ImportTerms terms =
                ImportTerms.of(gate, chosen.settings(), order.mode(), HeaderMappings.of(order.headerMappings()));
        Optional<IdempotencyKey> key = new Request(headers).key();
        Arrival arrival = new Arrival(
                caller.realmId(),
                chosen.id(),
                chosen.name(),
                caller.actor(),
                upload.form(),
                terms.mode().wire(),
                terms.rows(),
                dry,
                key.map(text -> text.within(chosen.id(), caller.clientId())).orElse(null));
        Receiver.Received received = receiver.receive(arrival, upload);
        if (received.again()) {
            return Answer.json(
                    Response.ok().location(location(received.stored().id())), representation(received.stored()));
        }
        arrived.run();
        return Answer.json(
                Response.accepted().location(location(received.stored().id())), representation(received.stored()));
    }

    @GET
    public Response list(@QueryParam("first") @Nullable String first, @QueryParam("max") @Nullable String max) {
        Scope scope = scope(gate.admit(ClientRole.IMPORT_CREATE, ClientRole.IMPORT_VIEW));
        Page page = Page.of(first, max);
        return ok(RealmJob.in(factory, scope.realmId(), (session, realm) -> {
            ImportStore store = new ImportStore(session);
            return new PageRepresentation<>(
                    store.count(scope),
                    store.list(scope, page.first(), page.max()).stream()
                            .map(ImportsResource::representation)
                            .toList());
        }));
    }

    @Path("{id}")
    public ImportResource item(@PathParam("id") String id) {
        return new ImportResource(factory, gate, id, following);
    }

    /** Who may see all sees all; who may only send sees what his client sent. */
    static Scope scope(Caller caller) {
        return new Scope(caller.realmId(), caller.has(ClientRole.IMPORT_VIEW) ? null : caller.clientId());
    }

    static ImportRepresentation representation(StoredImport stored) {
        return ImportRepresentation.of(stored, Instant.ofEpochMilli(Time.currentTimeMillis()));
    }

    static Response ok(Object entity) {
        return Answer.json(Response.ok(), entity);
    }

    private URI location(String id) {
        return URI.create(self.toString().replaceAll("/+$", "") + "/" + id);
    }

    /** An empty parameter arrives here as none, and must not turn what was meant as a dry run into a real one. */
    private @Nullable String given(String name, @Nullable String value) {
        return value == null && query.contains(name) ? "" : value;
    }

    private Source source(Caller caller, @Nullable String wanted) {
        return RealmJob.in(
                        factory, caller.realmId(), (session, realm) -> new Sources(realm).chosen(gate, caller, wanted))
                .orElseThrow(() -> gate.forbidden("The client is bound to no source."));
    }
}
