package dev.rolecall.people;

import java.util.function.Supplier;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * One administration event per created or changed person, in the actor's name.
 *
 * <p>Uses {@code AdminEventBuilder} and {@code AdminAuth} of keycloak-services: they find the store and the listeners
 * (the global ones too, which is how workflows hear of new users), and nothing public does.
 */
final class AdminEvents {
    private final AdminEventBuilder builder;
    private final boolean details;

    AdminEvents(KeycloakSession session, RealmModel realm, Actor actor) {
        ClientModel client = realm.getClientById(actor.clientId());
        UserModel user = session.users().getUserById(realm, actor.userId());
        if (client == null || user == null) {
            throw new IllegalStateException("who sent the rows is no longer known to the realm");
        }
        this.builder = new AdminEventBuilder(
                realm, new AdminAuth(realm, new AccessToken(), user, client), session, actor.connection());
        this.details = realm.isAdminEventsDetailsEnabled();
        builder.resource(ResourceType.USER);
    }

    void created(String userId, Supplier<UserRepresentation> person) {
        send(OperationType.CREATE, userId, person);
    }

    void updated(String userId, Supplier<UserRepresentation> person) {
        send(OperationType.UPDATE, userId, person);
    }

    /** The representation is written out even where it is not kept, so it is made only where it is. */
    private void send(OperationType operation, String userId, Supplier<UserRepresentation> person) {
        builder.operation(operation).resourcePath("users", userId);
        if (details) {
            builder.representation(person.get());
        }
        builder.success();
    }
}
