package dev.rolecall.sync;

import dev.rolecall.directory.AccessResource;
import dev.rolecall.directory.CustomersResource;
import dev.rolecall.directory.GrantsResource;
import dev.rolecall.directory.MyAccessResource;
import dev.rolecall.imports.Imports;
import dev.rolecall.imports.ImportsResource;
import dev.rolecall.sync.gate.Gate;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** The root of the integration API. */
public final class RolecallResource {
    private final KeycloakSession session;
    private final Imports imports;
    private final SyncTurns turns;

    RolecallResource(KeycloakSession session, Imports imports, SyncTurns turns) {
        this.session = session;
        this.imports = imports;
        this.turns = turns;
    }

    @Path("users")
    public UsersResource users() {
        return new UsersResource(session, new Gate(session), turns);
    }

    @Path("grants")
    public GrantsResource grants() {
        return new GrantsResource(session, new Gate(session));
    }

    @Path("customers")
    public CustomersResource customers() {
        return new CustomersResource(session, new Gate(session));
    }

    @Path("imports")
    public ImportsResource imports() {
        return imports.resource(session, new Gate(session));
    }

    @Path("access")
    public AccessResource access() {
        return new AccessResource(session, new Gate(session));
    }

    @Path("me/access")
    public MyAccessResource myAccess() {
        return new MyAccessResource(session, new Gate(session));
    }
}
