package dev.rolecall.access;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/**
 * Grants that no table holds, of people whose account no table holds either: a directory without import. Every provider
 * of this kind is asked whenever such a person's access is, so it keeps its answer, for as long as the cached user at most.
 */
public interface UnstoredGrants extends Provider {
    /** What a person of a federated storage without import is given now. Only what exists, and may be given, is in it. */
    Given of(RealmModel realm, UserModel user);

    /**
     * @param customers aliases of what the person is associated with
     * @param grants    on these only
     */
    record Given(Set<String> customers, List<Grant> grants) {
        public static final Given NOTHING = new Given(Set.of(), List.of());

        public Given {
            customers = Set.copyOf(customers);
            grants = List.copyOf(grants);
        }

        /** Both together. */
        public Given and(Given other) {
            Set<String> both = new TreeSet<>(customers);
            both.addAll(other.customers);
            return new Given(
                    both,
                    Stream.concat(grants.stream(), other.grants.stream())
                            .distinct()
                            .toList());
        }
    }
}
