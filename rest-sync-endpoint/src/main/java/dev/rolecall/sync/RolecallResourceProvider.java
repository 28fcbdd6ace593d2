package dev.rolecall.sync;

import dev.rolecall.imports.Imports;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

final class RolecallResourceProvider implements RealmResourceProvider {
    private final KeycloakSession session;
    private final Imports imports;
    private final SyncTurns turns;

    RolecallResourceProvider(KeycloakSession session, Imports imports, SyncTurns turns) {
        this.session = session;
        this.imports = imports;
        this.turns = turns;
    }

    @Override
    public Object getResource() {
        return new RolecallResource(session, imports, turns);
    }

    @Override
    public void close() {}
}
