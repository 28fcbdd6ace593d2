package dev.rolecall.directory.upkeep;

import dev.rolecall.sync.gate.AdminGate;
import org.keycloak.models.KeycloakSession;

/** Makes the resources of this package for one request. */
public final class UpkeepResources {
    private final KeycloakSession session;
    private final UpkeepDoor door;

    public UpkeepResources(KeycloakSession session, AdminGate gate) {
        this.session = session;
        this.door = new UpkeepDoor(gate);
    }

    public LintResource lint() {
        return new LintResource(session.getKeycloakSessionFactory(), door);
    }

    public AdoptResource adopt() {
        return new AdoptResource(session, door);
    }

    public OriginsResource origins() {
        return new OriginsResource(session, door);
    }
}
