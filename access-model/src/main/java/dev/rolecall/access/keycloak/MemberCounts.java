package dev.rolecall.access.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.RealmCacheSession;
import org.keycloak.models.cache.infinispan.organization.InfinispanOrganizationProvider;

/**
 * The number of an organization's members, as Keycloak caches it. Uses {@code RealmCacheSession.registerInvalidation}
 * and {@code InfinispanOrganizationProvider.cacheKeyOrgMemberCount}, because a membership written past
 * {@code OrganizationProvider.addMember} (which reads and flushes for each person) leaves the number in the console old.
 */
final class MemberCounts {
    private MemberCounts() {}

    static void changed(KeycloakSession session, RealmModel realm, OrganizationModel organization) {
        if (session.getProvider(CacheRealmProvider.class) instanceof RealmCacheSession cache) {
            cache.registerInvalidation(InfinispanOrganizationProvider.cacheKeyOrgMemberCount(realm, organization));
        }
    }
}
