package dev.rolecall.access;

import java.util.function.Predicate;
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

    /** All that is stored about a person's access, read now and never from what is kept: three queries, whatever their number. */
    Holdings holdingsOf(RealmModel realm, UserModel user);

    /** Whether there is such a system object, customer or deployment. */
    boolean exists(RealmModel realm, AccessObject object);

    /**
     * Who has access to an object by grants in force on it or above it: one entry for each person, grant and note, by
     * username.
     *
     * @param wanted which grants count
     */
    HolderPage holders(RealmModel realm, AccessObject object, Predicate<Grant> wanted, int first, int max);

    /** Every permission and custom role of the realm, as of this transaction. */
    PermissionCatalog catalog(RealmModel realm);

    /** Grants of many people at once, in this transaction. */
    GrantBatch grants(RealmModel realm, GrantRules rules);
}
