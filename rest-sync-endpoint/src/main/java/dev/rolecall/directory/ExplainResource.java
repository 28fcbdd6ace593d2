package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Explanation;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.directory.Viewer.Person;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ClientRole;
import dev.rolecall.sync.gate.Door;
import dev.rolecall.sync.gate.RealmJob;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Why a person has a permission on an object, or what is nearest to it. */
public final class ExplainResource {
    private final KeycloakSessionFactory factory;
    private final Door door;

    ExplainResource(KeycloakSession session, Door door) {
        this.factory = session.getKeycloakSessionFactory();
        this.door = door;
    }

    @GET
    public Response explain(
            @QueryParam("user") @Nullable String user,
            @QueryParam("permission") @Nullable String permission,
            @QueryParam("object") @Nullable String object) {
        Caller caller = door.admit(ClientRole.ACCESS_VIEW);
        String name = AccessQuery.required("user", user);
        String asked = AccessQuery.required("permission", permission);
        AccessObject where = AccessQuery.parsed("object", AccessQuery.required("object", object));
        Object answer = RealmJob.in(factory, caller.realmId(), (session, realm) -> {
            Viewer viewer = Viewer.of(session, realm, caller);
            PermissionCatalog catalog = AccessProvider.of(session).catalog(realm);
            AccessObject existing = viewer.existing(where, "object", "object");
            Permission known = AccessQuery.permission(asked, catalog);
            Person person = viewer.person(name);
            Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
            return ExplanationRepresentation.of(
                    person,
                    known,
                    existing,
                    Explanation.of(person.holdings(), known, existing, catalog, now),
                    AccessProvider.of(session).evidenceOf(realm, person.user()),
                    viewer::sees);
        });
        return Answer.json(Response.ok(), answer);
    }
}
