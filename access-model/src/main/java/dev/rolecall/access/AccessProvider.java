package dev.rolecall.access;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/** The access model of a realm, in one session. {@code session.getProvider(AccessProvider.class)}. */
public interface AccessProvider extends Provider {
    /** The realm attribute that opts a realm in; without {@code true} there Rolecall leaves the realm alone. */
    String REALM_ENABLED = "rolecall.enabled";

    /** The role attribute that makes a client role a permission or a custom role; its value is a {@link RoleType}. */
    String ROLE_TYPE = "rolecall.type";

    /** The role attribute with the {@link RoleScope} of a permission or custom role. */
    String ROLE_SCOPE = "rolecall.scope";

    /** Whether a realm opted in; false for null, as a provider event has it outside of any realm. */
    static boolean isEnabled(@Nullable RealmModel realm) {
        return realm != null && Boolean.parseBoolean(realm.getAttribute(REALM_ENABLED));
    }

    static AccessProvider of(KeycloakSession session) {
        return session.getProvider(AccessProvider.class);
    }

    /**
     * What a user may do, by grants in force: the user and the customer are enabled, the user is associated with the
     * customer, and neither the grant nor the association is expired. Cold it is one query whatever the number of grants, warm it is none (kept with the cached user).
     */
    AccessDocument documentOf(RealmModel realm, UserModel user);

    /** Every permission and custom role of the realm, as of this transaction. */
    PermissionCatalog catalog(RealmModel realm);

    /** Grants of many people at once, in this transaction. */
    GrantBatch grants(RealmModel realm, GrantRules rules);

    /** What an administrator does for the realm as a whole; the session must be in that realm. */
    Upkeep upkeep(RealmModel realm);
}
