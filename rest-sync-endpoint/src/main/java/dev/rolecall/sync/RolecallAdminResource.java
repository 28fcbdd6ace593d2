package dev.rolecall.sync;

import dev.rolecall.sync.gate.AdminGate;
import org.keycloak.models.KeycloakSession;

/** The root of the administration API: the resources of the integration API behind Keycloak's admin permissions. */
public final class RolecallAdminResource {
    final KeycloakSession session;
    final AdminGate gate;

    RolecallAdminResource(KeycloakSession session, AdminGate gate) {
        this.session = session;
        this.gate = gate;
    }
}
