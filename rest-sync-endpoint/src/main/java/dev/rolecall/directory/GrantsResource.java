package dev.rolecall.directory;

import dev.rolecall.directory.Outcome.Status;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Parameters;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.RowFormat;
import dev.rolecall.sync.rows.UnreadableBodyException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Gives and takes roles and permissions, in the reference grammar. */
public final class GrantsResource {
    /** Bytes of a bulk request. */
    static final int LARGE = 1 << 20;

    private final KeycloakSessionFactory factory;
    private final HttpHeaders headers;
    private final Door door;

    public GrantsResource(KeycloakSession session, Door door) {
        this.factory = session.getKeycloakSessionFactory();
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.door = door;
    }

    @PUT
    public Response give(InputStream body) {
        Caller caller = door.admit(ClientRole.ACCESS_MANAGE);
        Outcome outcome = apply(caller, GrantRow.give(RequestBody.object(body, headers), now()));
        return Answer.json(
                Response.status(outcome.status() == Status.CREATED ? 201 : 200), new ChangeRepresentation(outcome));
    }

    @DELETE
    public Response take(InputStream body, @QueryParam("allOrigins") @Nullable String allOrigins) {
        Caller caller = door.admit(ClientRole.ACCESS_MANAGE);
        apply(caller, GrantRow.take(RequestBody.object(body, headers), Parameters.flag("allOrigins", allOrigins)));
        return Response.noContent().build();
    }

    @POST
    @Path("bulk")
    public Response bulk(InputStream body) {
        Caller caller = door.admit(ClientRole.ACCESS_MANAGE);
        RowFormat format = RequestBody.requireFormat(headers, Set.of(RowFormat.JSON, RowFormat.NDJSON));
        List<GrantRow> rows = rows(format, RequestBody.text(body, headers, LARGE));
        List<Outcome> outcomes = new GrantBulk(factory, caller).apply(rows);
        boolean complete = outcomes.stream().noneMatch(Outcome::isRejected);
        return Answer.json(Response.status(complete ? 200 : 207), BulkRepresentation.of(rows, outcomes));
    }

    private static List<GrantRow> rows(RowFormat format, String body) {
        List<GrantRow> rows;
        try {
            rows = GrantRows.read(format, body, now());
        } catch (UnreadableBodyException e) {
            throw Refusal.badRequest("The body cannot be read: " + e.reason() + ".");
        }
        if (rows.size() > GrantRows.MOST) {
            throw Refusal.unprocessable("A request has at most " + GrantRows.MOST + " rows.");
        }
        return rows;
    }

    private Outcome apply(Caller caller, GrantRow row) {
        if (!row.faults().isEmpty()) {
            throw Fault.refusal(door, row.faults());
        }
        Outcome outcome = new GrantBulk(factory, caller).apply(List.of(row)).get(0);
        if (outcome.isRejected()) {
            throw Fault.refusal(door, outcome.faults());
        }
        return outcome;
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
