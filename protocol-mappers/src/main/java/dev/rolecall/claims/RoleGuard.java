package dev.rolecall.claims;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.PermissionCatalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessToken.Access;
import org.keycloak.representations.IDToken;
import org.keycloak.utils.RoleResolveUtil;

/**
 * Keeps roles of ours out of the claims {@code realm_access} and {@code resource_access}, in realms that opted in. They
 * get into Keycloak's roles of a person by a composite, by the realm's default role, by a mark set after the mapping,
 * by a mapper that adds roles, and by a realm import; Keycloak has no veto for those ways.
 */
final class RoleGuard {
    private RoleGuard() {}

    /** Takes them out of a token. */
    static void guard(IDToken token, KeycloakSession session, RealmModel realm) {
        if (!AccessProvider.isEnabled(realm) || !hasRoles(token)) {
            return;
        }
        RoleFilter filter = filter(session, realm);
        replace(token.getOtherClaims(), AccessToken.REALM_ACCESS, filter::realmAccess);
        replace(token.getOtherClaims(), AccessToken.RESOURCE_ACCESS, filter::resourceAccess);
        if (token instanceof AccessToken accessToken) {
            guard(accessToken, filter);
        }
    }

    /**
     * Takes them out of the roles that Keycloak resolved for this request, from which its role mappers write every
     * claim, whatever its name. A mapper that hardcodes a role adds it there as well, before those run.
     */
    static void guardResolvedRoles(KeycloakSession session, ClientSessionContext context) {
        RealmModel realm = context.getClientSession().getRealm();
        if (!AccessProvider.isEnabled(realm)) {
            return;
        }
        RoleFilter filter = filter(session, realm);
        Map<String, Access> ofClients = RoleResolveUtil.getAllResolvedClientRoles(session, context);
        ofClients.forEach((client, access) -> keep(access, filter.ofClient(client, rolesOf(access))));
        ofClients.values().removeIf(access -> rolesOf(access).isEmpty());
        Access ofRealm = RoleResolveUtil.getResolvedRealmRoles(session, context, false);
        if (ofRealm != null) {
            keep(ofRealm, filter.ofRealm(rolesOf(ofRealm)));
        }
    }

    private static RoleFilter filter(KeycloakSession session, RealmModel realm) {
        PermissionCatalog catalog = AccessProvider.of(session).catalog(realm);
        return new RoleFilter(catalog::isMarked);
    }

    private static void keep(Access access, Set<String> roles) {
        if (access.getRoles() != null && access.getRoles().size() != roles.size()) {
            access.roles(roles);
        }
    }

    private static boolean hasRoles(IDToken token) {
        Map<String, Object> others = token.getOtherClaims();
        return others.containsKey(AccessToken.REALM_ACCESS)
                || others.containsKey(AccessToken.RESOURCE_ACCESS)
                || (token instanceof AccessToken accessToken
                        && (accessToken.getRealmAccess() != null
                                || !accessToken.getResourceAccess().isEmpty()));
    }

    private static void replace(Map<String, Object> claims, String name, Function<Object, @Nullable Object> filter) {
        Object claim = claims.get(name);
        Object left = claim == null ? null : filter.apply(claim);
        if (left == null) {
            claims.remove(name);
        } else {
            claims.put(name, left);
        }
    }

    /** Replaces, never changes in place: mappers may share the sets with the roles resolved for the whole request. */
    private static void guard(AccessToken token, RoleFilter filter) {
        Access realmAccess = token.getRealmAccess();
        if (realmAccess != null) {
            token.setRealmAccess(with(realmAccess, filter.ofRealm(rolesOf(realmAccess))));
        }
        Map<String, Access> kept = new LinkedHashMap<>();
        token.getResourceAccess().forEach((client, access) -> {
            Access left = with(access, filter.ofClient(client, rolesOf(access)));
            if (left != null) {
                kept.put(client, left);
            }
        });
        token.setResourceAccess(kept.isEmpty() ? null : kept);
    }

    private static Set<String> rolesOf(Access access) {
        return access.getRoles() == null ? Set.of() : access.getRoles();
    }

    private static @Nullable Access with(Access access, Set<String> roles) {
        return roles.isEmpty() ? null : access.clone().roles(roles);
    }
}
