package dev.rolecall.sync.gate;

import dev.rolecall.people.Actor;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What is left of the rights of somebody whose token is long gone.
 *
 * @param clientKey the client id of his client, or null where the client was removed or disabled
 * @param mayImport whether his user is there, enabled, and has {@link ClientRole#IMPORT_CREATE}
 */
public record Sender(@Nullable String clientKey, boolean mayImport) {
    public static Sender of(KeycloakSession session, RealmModel realm, Actor actor) {
        ClientModel client = realm.getClientById(actor.clientId());
        UserModel user = session.users().getUserById(realm, actor.userId());
        return new Sender(
                client != null && client.isEnabled() ? client.getClientId() : null,
                user != null && user.isEnabled() && Gate.isHeld(realm, user, ClientRole.IMPORT_CREATE));
    }

    /** @param clients the client ids a source names */
    public boolean maySendAs(Set<String> clients) {
        return mayImport && clientKey != null && clients.contains(clientKey);
    }
}
