package dev.rolecall.access.keycloak;

import dev.rolecall.access.PermissionCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;

/**
 * One node's permission catalogs, a realm each. A catalog is read again when the version of the realm's definitions
 * moved, and after {@link #MAX_AGE} in any case: a role attribute set by another extension's code tells nobody.
 */
final class Catalogs {
    static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final ConcurrentMap<String, Kept> byRealm = new ConcurrentHashMap<>();
    private final Clock clock;

    Catalogs(Clock clock) {
        this.clock = clock;
    }

    PermissionCatalog get(RealmModel realm, Supplier<PermissionCatalog> read) {
        String version = Definitions.version(realm);
        Kept kept = byRealm.get(realm.getId());
        if (kept != null && kept.version().equals(version) && clock.instant().isBefore(kept.staleAt())) {
            return kept.catalog();
        }
        Instant staleAt = clock.instant().plus(MAX_AGE);
        PermissionCatalog catalog = read.get();
        byRealm.put(realm.getId(), new Kept(version, staleAt, catalog));
        return catalog;
    }

    void forget(String realmId) {
        byRealm.remove(realmId);
    }

    private record Kept(String version, Instant staleAt, PermissionCatalog catalog) {}
}
