package dev.rolecall.ldap.keycloak;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a sync may do.
 *
 * @param isDry    nothing is changed, and no report is kept
 * @param takesAll whatever the limit says
 * @param approved ids of people from whom may be taken besides, for somebody saw how many they are
 */
record SyncOrder(boolean isDry, boolean takesAll, Set<String> approved) {
    /** Keeps to the limit. */
    static final SyncOrder WITHIN_LIMIT = new SyncOrder(false, false, Set.of());

    static final SyncOrder ALL = new SyncOrder(false, true, Set.of());
    static final SyncOrder DRY = new SyncOrder(true, false, Set.of());

    SyncOrder {
        approved = Set.copyOf(approved);
    }

    /** People who were not among those the limit held back are under the limit once more. */
    static SyncOrder approving(Collection<String> people) {
        return new SyncOrder(false, false, Set.copyOf(people));
    }

    boolean isApproval() {
        return !approved.isEmpty();
    }

    /**
     * From whom something is taken.
     *
     * @param losing  who would lose something
     * @param holding of how many people groups had given something
     */
    List<String> taken(List<String> losing, int holding, RevokeGuard guard) {
        Set<String> others = new HashSet<>(losing);
        others.removeAll(approved);
        if (takesAll || guard.lets(others.size(), holding)) {
            return losing;
        }
        return losing.stream().filter(approved::contains).toList();
    }
}
