package dev.rolecall.sync.gate;

import org.jspecify.annotations.Nullable;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Keycloak's builder asks the author for his id, and the server itself has none: such an event leaves it out. */
final class AuditEvent extends AdminEventBuilder {
    AuditEvent(RealmModel realm, AdminAuth author, KeycloakSession session, ClientConnection connection) {
        super(realm, author, session, connection);
    }

    @Override
    public AdminEventBuilder authClient(@Nullable ClientModel client) {
        return client == null ? this : super.authClient(client);
    }

    @Override
    public AdminEventBuilder authUser(@Nullable UserModel user) {
        return user == null ? this : super.authUser(user);
    }
}
