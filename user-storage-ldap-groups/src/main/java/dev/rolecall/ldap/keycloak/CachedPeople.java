package dev.rolecall.ldap.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.UserModelDelegate;
import org.keycloak.storage.UserStorageUtil;

/** What nodes keep of people. */
final class CachedPeople {
    private CachedPeople() {}

    /**
     * Once the transaction ends every node reads the person anew. Nobody does here: Keycloak would, of a person as the cache
     * hands him out, and removes an account without an entry in another transaction, which waits for the locks of this one.
     */
    static void evict(KeycloakSession session, RealmModel realm, UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, new UserModelDelegate(user));
        }
    }
}
