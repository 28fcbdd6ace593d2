package dev.rolecall.sync;

import dev.rolecall.access.Narrowing;
import dev.rolecall.directory.PeopleResource;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.RowFormat;
import dev.rolecall.sync.rows.UnreadableBodyException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** People, one by one or a few thousand at once, while the caller waits. */
public final class UsersResource {
    private final KeycloakSessionFactory factory;
    private final HttpHeaders headers;
    private final Gate gate;
    private final SyncTurns turns;
    private final PeopleResource people;

    UsersResource(KeycloakSession session, Gate gate, SyncTurns turns) {
        this.factory = session.getKeycloakSessionFactory();
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.gate = gate;
        this.turns = turns;
        this.people = new PeopleResource(session, gate);
    }

    @POST
    @Path("sync")
    public Response sync(InputStream body, @QueryParam("source") @Nullable String source) {
        Caller caller = gate.admit(ClientRole.SYNC_WRITE);
        RowFormat format = format();
        RowSync sync = RowSync.of(factory, gate, caller, source);
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        SyncTurns.Turn turn = turns.take(length).orElseThrow(SyncTurns::busy);
        try {
            byte[] bytes = SyncBody.read(body, length);
            SyncRepresentation answer = sync.apply(format, bytes);
            return Answer.json(Response.status(answer.rejected() == 0 ? 200 : 207), answer);
        } catch (UnreadableBodyException e) {
            throw Refusal.badRequest(e.reason());
        } finally {
            turn.close();
        }
    }

    @GET
    @Path("{usercode}/sync-payload")
    public Response syncPayload(@PathParam("usercode") String usercode) {
        Caller caller = gate.admit(ClientRole.USER_VIEW, ClientRole.SYNC_WRITE);
        if (!caller.has(ClientRole.USER_VIEW)) {
            throw gate.forbidden("The token has no client role for this.");
        }
        if (!caller.narrowing().equals(Narrowing.NONE)) {
            throw gate.narrowed();
        }
        return people.payload(caller, usercode);
    }

    @GET
    @Path("{user}")
    public Response person(
            @PathParam("user") String user,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        return people.person(user, first, max);
    }

    private RowFormat format() {
        if (!RowFormat.isPlain(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING))) {
            throw Refusal.unsupportedMediaType("A content encoding is not supported.");
        }
        String contentType = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return RowFormat.ofContentType(contentType == null ? "" : contentType)
                .orElseThrow(() -> Refusal.unsupportedMediaType(
                        "Rows come as application/json, application/x-ndjson or text/csv, in UTF-8."));
    }
}
