package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.EvidenceProvider;
import dev.rolecall.access.EvidenceProviderFactory;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers {@link LdapEvidence}. */
public final class LdapEvidenceFactory implements EvidenceProviderFactory {
    @Override
    public EvidenceProvider create(KeycloakSession session) {
        return new LdapEvidence(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "ldap";
    }
}
