package dev.rolecall.sync.gate;

import dev.rolecall.people.Actor;
import java.util.Map;
import org.keycloak.common.ClientConnection;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Keycloak's admin events, in the caller's name and in the transaction of the change: an event of something that was
 * rolled back is never seen.
 *
 * <p>Uses {@code AdminEventBuilder} and {@code AdminAuth} of keycloak-services: they find the store and the listeners,
 * and nothing public does.
 */
public final class AuditTrail {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminAuth author;
    private final ClientConnection connection;

    /** @throws IllegalStateException if the caller's client or user is gone */
    public AuditTrail(KeycloakSession session, RealmModel realm, Caller caller) {
        RealmModel home = session.realms().getRealm(caller.homeRealmId());
        ClientModel client = home == null ? null : home.getClientById(caller.clientId());
        UserModel user = home == null ? null : session.users().getUserById(home, caller.userId());
        if (home == null || client == null || user == null) {
            throw new IllegalStateException("who asked for the change is no longer known to the realm");
        }
        this.session = session;
        this.realm = realm;
        this.author = new AdminAuth(home, new AccessToken(), user, client);
        this.connection = caller.actor().connection();
    }

    /** In the name of somebody of this realm whose request is long over; what of him is gone meanwhile is left out. */
    public static AuditTrail inTheNameOf(KeycloakSession session, RealmModel realm, Actor actor) {
        UserModel user = session.users().getUserById(realm, actor.userId());
        ClientModel client = realm.getClientById(actor.clientId());
        return new AuditTrail(
                session, realm, new AdminAuth(realm, new AccessToken(), user, client), actor.connection());
    }

    private AuditTrail(KeycloakSession session, RealmModel realm, AdminAuth author, ClientConnection connection) {
        this.session = session;
        this.realm = realm;
        this.author = author;
        this.connection = connection;
    }

    /** In nobody's name: of what the server does by itself when its time has come. */
    @SuppressWarnings("NullAway") // AdminAuth takes what it is given, and the events leave both out
    public static AuditTrail ofTheServer(KeycloakSession session, RealmModel realm) {
        return new AuditTrail(
                session,
                realm,
                new AdminAuth(realm, new AccessToken(), null, null),
                new Actor("", "", "").connection());
    }

    /**
     * @param resourceType for example {@code ROLECALL_GRANT}
     * @param details      references and ids, nothing personal
     */
    public void write(OperationType operation, String resourceType, Map<String, String> details, String... path) {
        AdminEventBuilder event = new AuditEvent(realm, author, session, connection)
                .operation(operation)
                .resource(resourceType)
                .resourcePath(path);
        details.forEach(event::detail);
        event.success();
    }
}
