package dev.rolecall.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.people.SyncPayload;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.Page;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** People, with all that is stored about them and their access. */
public final class PeopleResource {
    private final KeycloakSessionFactory factory;
    private final Door door;

    public PeopleResource(KeycloakSession session, Door door) {
        this.factory = session.getKeycloakSessionFactory();
        this.door = door;
    }

    @GET
    @Path("{user}")
    public Response person(
            @PathParam("user") String user,
            @QueryParam("first") @Nullable String first,
            @QueryParam("max") @Nullable String max) {
        Caller caller = door.admit(ClientRole.USER_VIEW);
        Page page = Page.of(first, max);
        String name = AccessQuery.required("user", user);
        Object answer = RealmJob.in(factory, caller.realmId(), (session, realm) -> {
            Viewer viewer = Viewer.of(session, realm, caller);
            Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
            return UserInformation.of(session, viewer.person(name), viewer, page, now);
        });
        return Answer.json(Response.ok(), answer);
    }

    /** A person as a row: whole for who may write rows, and as far as the caller sees for anybody else. */
    public Response payload(Caller caller, String usercode) {
        ObjectNode row = RealmJob.in(factory, caller.realmId(), (session, realm) -> {
            if (caller.has(ClientRole.SYNC_WRITE)) {
                return SyncPayload.of(session, realm, usercode).orElseThrow(Refusal::notFound);
            }
            Viewer viewer = Viewer.of(session, realm, caller);
            viewer.person("usercode:" + usercode);
            return SyncPayload.of(session, realm, usercode).map(viewer::shown).orElseThrow(Refusal::notFound);
        });
        return Answer.json(Response.ok(), row);
    }
}
