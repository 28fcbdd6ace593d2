package dev.rolecall.directory.upkeep;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.LintReport;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.Parameters;
import dev.rolecall.sync.gate.RealmJob;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;

/** What is wrong in a realm, as it is now; also in one that did not opt in. */
public final class LintResource {
    private static final int MOST = 1_000;
    private static final int DEFAULT = 100;

    private final KeycloakSessionFactory factory;
    private final UpkeepDoor door;

    LintResource(KeycloakSessionFactory factory, UpkeepDoor door) {
        this.factory = factory;
        this.door = door;
    }

    @GET
    public Response lint(@QueryParam("first") @Nullable String first, @QueryParam("max") @Nullable String max) {
        Caller caller = door.toLint();
        int from = Parameters.number("first", first, 0, 0, Integer.MAX_VALUE);
        int most = Parameters.number("max", max, DEFAULT, 1, MOST);
        LintReport report = RealmJob.in(
                factory,
                caller.realmId(),
                (session, realm) -> AccessProvider.of(session).upkeep(realm).lint());
        return Answer.json(Response.ok(), LintRepresentation.of(report, from, most));
    }
}
