package dev.rolecall.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * Grants and associations of many people, read and written in a few statements. For one transaction and one thread.
 *
 * <pre>{@code
 * GrantBatch grants = AccessProvider.of(session).grants(realm, rules);
 * grants.load(idsOfExistingPeople);                  // a fixed number of queries
 * GrantPlan plan = grants.plan(userId, wanted);      // no query per person; nothing is written
 * if (plan.errors().isEmpty()) grants.apply(plan, user);
 * }</pre>
 */
public interface GrantBatch {
    /** Reads what these people hold. A person who is planned with an id must have been loaded. */
    void load(Collection<String> userIds);

    /**
     * Reads the customers that wishes are about, in a fixed number of queries. Without it they are read one by one when
     * they are first planned.
     */
    void prepare(Collection<Wanted> wanted);

    /**
     * Compares what a person holds with what the source wants.
     *
     * @param userId null for a person who is about to be created
     */
    GrantPlan plan(@Nullable String userId, Wanted wanted);

    /** What of a wish can be given at all, whoever the person is. */
    Givable givable(Wanted wanted);

    /**
     * @param wanted  the wish without what is refused; what was null still is
     * @param refused why the rest cannot be given
     */
    record Givable(Wanted wanted, List<GrantError> refused) {
        public Givable {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Plans one change for a loaded person, as one caller may make it.
     *
     * @param rights as of this transaction
     */
    GrantPlan plan(String userId, GrantChange change, GranterRights rights);

    /** Plans the end of what a loaded person holds that is expired: of its notes, and of memberships left without any. */
    GrantPlan planExpired(String userId);

    /** The aliases of the customers a loaded person is associated with now, sorted; of the system too. */
    SortedSet<String> associations(String userId);

    /** How a loaded person is associated with a customer, or with the system; nothing for a stranger. */
    Optional<AssociationState> association(String userId, String customer);

    /**
     * @param managed whether Keycloak ties the account to the customer
     * @param end     when it ends, or null
     * @param origins where it came from, sorted; {@code console} alone when it was given by hand
     */
    record AssociationState(boolean managed, @Nullable Instant end, List<Origin> origins) {}

    /**
     * Writes a plan without errors: memberships, origins, and Keycloak's own events. The user's row must be persisted
     * (flushed or not); the caller evicts the user from the cache. {@code user} is what listeners see.
     */
    void apply(GrantPlan plan, UserModel user);

    /**
     * Whether a loaded person holds, by whatever origin, more than the ceiling lets this source give. Who could set such
     * a person's password, e-mail address or username could act with it.
     */
    boolean holdsMoreThanCeiling(String userId);

    /** What this source's kind gave a loaded person, sorted. */
    Wanted given(String userId);

    /**
     * How people are associated with one customer, or with the system, by id; strangers are left out. Reads nothing else
     * of what they hold, and none of them needs to be loaded.
     */
    Map<String, AssociationState> associations(Collection<String> userIds, String customer);
}
