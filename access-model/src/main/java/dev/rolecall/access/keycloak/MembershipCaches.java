package dev.rolecall.access.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.infinispan.RealmCacheSession;
import org.keycloak.models.cache.infinispan.UserCacheSession;
import org.keycloak.models.cache.infinispan.organization.InfinispanOrganizationProvider;
import org.keycloak.storage.UserStorageUtil;

/**
 * What Keycloak's caches of all nodes keep of an association, besides the person: whether somebody is a member, the
 * organizations of a person, and the number of members. Uses {@code registerInvalidation} of {@code RealmCacheSession} and
 * {@code UserCacheSession}, and the keys of {@code InfinispanOrganizationProvider}, because a membership written past
 * {@code OrganizationProvider.addMember} (which reads and flushes for each, and asks a person's directory), or ended
 * past {@code removeMember}, leaves them old. The two keys of people are private there, so their text stands here again: {@code LdapSyncIT} asks what was cached
 * before.
 */
final class MembershipCaches {
    private MembershipCaches() {}

    /** The groups of a person in an organization are cached too: those go with the events of joining and leaving one. */
    static void changed(KeycloakSession session, RealmModel realm, OrganizationModel organization, UserModel user) {
        if (session.getProvider(CacheRealmProvider.class) instanceof RealmCacheSession cache) {
            cache.registerInvalidation(InfinispanOrganizationProvider.cacheKeyOrgMemberCount(realm, organization));
        }
        if (UserStorageUtil.userCache(session) instanceof UserCacheSession cache) {
            cache.registerInvalidation(realm.getId() + ".org.member." + user.getId() + ".orgs");
            cache.registerInvalidation(
                    realm.getId() + ".org." + organization.getId() + ".member." + user.getId() + ".membership");
        }
    }
}
