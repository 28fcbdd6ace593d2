package dev.rolecall.sync;

import dev.rolecall.directory.AccessResource;
import dev.rolecall.directory.CustomersResource;
import dev.rolecall.directory.GrantsResource;
import dev.rolecall.directory.PeopleResource;
import dev.rolecall.sync.gate.AdminGate;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** The root of the administration API: the resources of the integration API behind Keycloak's admin permissions. */
public final class RolecallAdminResource {
    final KeycloakSession session;
    final AdminGate gate;

    RolecallAdminResource(KeycloakSession session, AdminGate gate) {
        this.session = session;
        this.gate = gate;
    }

    @Path("access")
    public AccessResource access() {
        return new AccessResource(session, gate);
    }

    @Path("users")
    public PeopleResource users() {
        return new PeopleResource(session, gate);
    }

    @Path("grants")
    public GrantsResource grants() {
        return new GrantsResource(session, gate);
    }

    @Path("customers")
    public CustomersResource customers() {
        return new CustomersResource(session, gate);
    }
}
