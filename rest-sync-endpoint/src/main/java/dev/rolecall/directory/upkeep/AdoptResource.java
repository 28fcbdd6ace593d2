package dev.rolecall.directory.upkeep;

import dev.rolecall.access.AdoptionRefusedException;
import dev.rolecall.sync.gate.Answer;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.ErrorRepresentation.Detail;
import dev.rolecall.sync.gate.Refusal;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes an existing realm ready: may be called again and again, and of several calls at once one works. */
public final class AdoptResource {
    /** After that long a call that never came back does not stand in the way of others. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final KeycloakSessionFactory factory;
    private final ClusterProvider cluster;
    private final UpkeepDoor door;

    AdoptResource(KeycloakSession session, UpkeepDoor door) {
        this.factory = session.getKeycloakSessionFactory();
        this.cluster = session.getProvider(ClusterProvider.class);
        this.door = door;
    }

    @POST
    public Response adopt(
            @QueryParam("dryRun") @Nullable String dryRun,
            @QueryParam("acceptExistingGroups") @Nullable String acceptExistingGroups,
            @QueryParam("clients") @Nullable String clients) {
        Caller caller = door.toAdopt();
        AdoptionOrder order = AdoptionOrder.of(dryRun, acceptExistingGroups, clients);
        AdoptionRun run = new AdoptionRun(factory, caller, order);
        try {
            return Answer.json(Response.ok(), order.dryRun() ? run.run() : alone(caller.realmId(), run));
        } catch (AdoptionRefusedException e) {
            throw Refusal.conflict(
                    "Something is in the way; nothing was changed.",
                    e.obstacles().stream()
                            .map(obstacle ->
                                    new Detail(obstacle.where(), obstacle.kind().wire(), obstacle.message()))
                            .toList());
        }
    }

    private AdoptionRepresentation alone(String realmId, AdoptionRun run) {
        ExecutionResult<AdoptionRepresentation> result =
                cluster.executeIfNotExecuted("rolecall-adopt-" + realmId, (int) LONGEST.toSeconds(), run::run);
        if (!result.isExecuted()) {
            throw Refusal.busy("The realm is being adopted by another call.", Duration.ofSeconds(10));
        }
        return result.getResult();
    }
}
