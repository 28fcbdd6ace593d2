package dev.rolecall.access;

import java.util.Collection;
import java.util.List;
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

    /**
     * What ended for one person.
     *
     * @param grants aliases of customers he was associated with, and canonical references, sorted
     */
    record Ended(String userId, List<String> grants) {
        public Ended {
            grants = List.copyOf(grants);
        }
    }

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

    /**
     * All that is stored about a person's access, read now and never from what is kept: three queries, whatever their
     * number. Of somebody no table holds it is what {@link UnstoredGrants} say.
     */
    Holdings holdingsOf(RealmModel realm, UserModel user);

    /** What is known of why a person was given things, besides their origins; some of it may be about what is not held. */
    List<Evidence> evidenceOf(RealmModel realm, UserModel user);

    /** Whether there is such a system object, customer or deployment. */
    boolean exists(RealmModel realm, AccessObject object);

    /**
     * Who has access to an object by grants in force on it or above it: one entry for each person, grant and note, by
     * username.
     *
     * @param wanted which grants count
     */
    HolderPage holders(RealmModel realm, AccessObject object, Predicate<Grant> wanted, int first, int max);

    /**
     * As {@link #documentOf}, but read from the database whatever is kept, for a decision that this transaction acts on:
     * the user's memberships as ADMIN or SUPER of these organizations cannot end before it does.
     *
     * @param organizations aliases; those of the system are held in any case
     */
    AccessDocument currentDocumentOf(RealmModel realm, UserModel user, Collection<String> organizations);
    /**
     * The grants behind that document, one by one: what the person holds directly, by grants in force, whatever the
     * roles hold. At the same cost.
     */
    List<Grant> grantsInForce(RealmModel realm, UserModel user);

    /** Aliases of the enabled customers, and of the system, with which a user is associated now, sorted. One query. */
    List<String> associationsInForce(RealmModel realm, UserModel user);

    /** Every permission and custom role of the realm, as of this transaction. */
    PermissionCatalog catalog(RealmModel realm);

    /**
     * People who hold something that is expired and not ended yet, by id in order.
     *
     * @param after the last id of the call before, or an empty text
     */
    List<String> usersWithExpired(RealmModel realm, String after, int most);

    /** Ends what these people hold that is expired, in this transaction; of two nodes that do it at once one finds nothing. */
    List<Ended> endExpired(RealmModel realm, Collection<String> userIds);

    /** The customers of the realm and their deployments. */
    AccessObjects objects(RealmModel realm);

    /** Grants of many people at once, in this transaction. */
    GrantBatch grants(RealmModel realm, GrantRules rules);

    /** What an administrator does for the realm as a whole; the session must be in that realm. */
    Upkeep upkeep(RealmModel realm);
}
