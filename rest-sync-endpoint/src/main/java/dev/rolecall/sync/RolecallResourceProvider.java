package dev.rolecall.sync;

import dev.rolecall.imports.Imports;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

final class RolecallResourceProvider implements RealmResourceProvider {
    private final KeycloakSession session;
    private final Imports imports;

    RolecallResourceProvider(KeycloakSession session, Imports imports) {
        this.session = session;
        this.imports = imports;
    }

    @Override
    public Object getResource() {
        return new RolecallResource(session, imports);
    }

    @Override
    public void close() {}
}
