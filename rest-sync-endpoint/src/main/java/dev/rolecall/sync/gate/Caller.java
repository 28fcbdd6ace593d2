package dev.rolecall.sync.gate;

import dev.rolecall.people.Actor;
import java.util.Set;

/**
 * Who calls, once everything about the token is checked.
 *
 * @param realmId       the realm called
 * @param homeRealmId   the realm of the token: another one only for an administrator of the realm {@code master}
 * @param clientId      the internal id of the client the token was issued to
 * @param clientKey     its client id
 * @param userId        the person, or the service account
 * @param roles         the roles of {@link ClientRole} that the token carries and the user still has
 * @param administrator whether he came in by Keycloak's admin permissions, which no grant of ours limits
 */
public record Caller(
        String realmId,
        String homeRealmId,
        String clientId,
        String clientKey,
        String userId,
        String ipAddress,
        Set<ClientRole> roles,
        boolean administrator,
        TokenUse token) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(ClientRole role) {
        return roles.contains(role);
    }

    /** As the admin events name him. */
    public Actor actor() {
        return new Actor(clientId, userId, ipAddress);
    }
}
