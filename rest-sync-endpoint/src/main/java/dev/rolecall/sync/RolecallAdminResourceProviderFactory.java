package dev.rolecall.sync;

import dev.rolecall.sync.gate.AdminGate;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/rolecall}. */
public final class RolecallAdminResourceProviderFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider {
    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    /** Events are written by {@link dev.rolecall.sync.gate.AuditTrail}, in the transaction of the change. */
    @Override
    public Object getResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder adminEvent) {
        return new RolecallAdminResource(session, new AdminGate(session, realm, permissions));
    }

    @Override
    public String getId() {
        return RolecallResourceProviderFactory.PROVIDER_ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
