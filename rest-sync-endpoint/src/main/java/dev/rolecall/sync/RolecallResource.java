package dev.rolecall.sync;

import dev.rolecall.imports.Imports;
import dev.rolecall.imports.ImportsResource;
import dev.rolecall.sync.gate.Gate;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** The root of the integration API. */
public final class RolecallResource {
    private final KeycloakSession session;
    private final Imports imports;

    RolecallResource(KeycloakSession session, Imports imports) {
        this.session = session;
        this.imports = imports;
    }

    @Path("users")
    public UsersResource users() {
        return new UsersResource(session, new Gate(session));
    }

    @Path("imports")
    public ImportsResource imports() {
        return imports.resource(session, new Gate(session));
    }
}
