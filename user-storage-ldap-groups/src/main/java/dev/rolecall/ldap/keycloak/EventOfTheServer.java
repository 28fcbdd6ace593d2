package dev.rolecall.ldap.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * An admin event in nobody's name, in the transaction of the change: of what the server does by itself.
 *
 * <p>Uses {@code AdminEventBuilder} and {@code AdminAuth} of keycloak-services: they find the store and the listeners, and
 * nothing public does. The builder asks the author for his id, and the server has none.
 */
final class EventOfTheServer extends AdminEventBuilder {
    @SuppressWarnings("NullAway") // AdminAuth takes what it is given, and the event leaves both out
    private EventOfTheServer(KeycloakSession session, RealmModel realm) {
        super(realm, new AdminAuth(realm, new AccessToken(), null, null), session, "", null);
    }

    /** As Keycloak writes it of any new organization, with the mapper by whose rules it was made. */
    static void customerCreated(KeycloakSession session, RealmModel realm, String organizationId, String mapperId) {
        new EventOfTheServer(session, realm)
                .operation(OperationType.CREATE)
                .resource(ResourceType.ORGANIZATION)
                .resourcePath("organizations", organizationId)
                .detail("mapper", mapperId)
                .success();
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
