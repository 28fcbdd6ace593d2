package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessObjects;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Evidence;
import dev.rolecall.access.EvidenceProvider;
import dev.rolecall.access.Grant;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.HolderPage;
import dev.rolecall.access.Holdings;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.UnstoredGrants;
import dev.rolecall.access.UnstoredHoldings;
import dev.rolecall.access.Upkeep;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.storage.StorageId;

/**
 * Answers from what is kept, where that is safe: a user's grants with the cached user, which Keycloak evicts on every
 * node when a membership changes; a realm's permissions per node. Both carry the version of the realm's definitions.
 * Whether a customer is enabled is asked of Keycloak's own organization cache each time.
 */
final class JpaAccessProvider implements AccessProvider {
    private static final String KEPT_WITH_USER = "rolecall.grants";

    private final KeycloakSession session;
    private final Catalogs catalogs;

    JpaAccessProvider(KeycloakSession session, Catalogs catalogs) {
        this.session = session;
        this.catalogs = catalogs;
    }

    @Override
    public AccessDocument documentOf(RealmModel realm, UserModel user) {
        List<Grant> inForce = grantsInForce(realm, user);
        return inForce.isEmpty() ? AccessDocument.NOTHING : AccessDocument.of(inForce, catalog(realm));
    }

    @Override
    public List<Grant> grantsInForce(RealmModel realm, UserModel user) {
        if (!AccessProvider.isEnabled(realm) || !realm.isOrganizationsEnabled() || !user.isEnabled()) {
            return List.of();
        }
        Map<String, Boolean> enabled = new HashMap<>();
        long now = Time.currentTimeMillis();
        return heldBy(realm, user).stream()
                .filter(held -> held.isInForce(now))
                .filter(held -> enabled.computeIfAbsent(held.organizationId(), this::isEnabled))
                .map(HeldGrant::grant)
                .toList();
    }

    @Override
    public List<String> associationsInForce(RealmModel realm, UserModel user) {
        if (!AccessProvider.isEnabled(realm) || !realm.isOrganizationsEnabled() || !user.isEnabled()) {
            return List.of();
        }
        if (StorageId.isLocalStorage(user.getId())) {
            return queries(realm).associationsOf(user.getId(), Time.currentTimeMillis());
        }
        return unstored(realm, user).customers().stream()
                .filter(alias ->
                        organization(alias).filter(OrganizationModel::isEnabled).isPresent())
                .sorted()
                .toList();
    }

    @Override
    public Holdings holdingsOf(RealmModel realm, UserModel user) {
        if (!StorageId.isLocalStorage(user.getId())) {
            return UnstoredHoldings.of(
                    user.isEnabled(),
                    unstored(realm, user),
                    evidenceOf(realm, user),
                    alias -> realm.isOrganizationsEnabled()
                            && organization(alias)
                                    .filter(OrganizationModel::isEnabled)
                                    .isPresent());
        }
        return new HoldingsQuery(entityManager(), realm.getId())
                .holdingsOf(user.getId(), user.isEnabled(), realm.isOrganizationsEnabled());
    }

    @Override
    public List<Evidence> evidenceOf(RealmModel realm, UserModel user) {
        return session.getAllProviders(EvidenceProvider.class).stream()
                .flatMap(provider -> provider.of(realm, user).stream())
                .toList();
    }

    @Override
    public boolean exists(RealmModel realm, AccessObject object) {
        return ObjectGroups.read(entityManager(), realm.getId(), object).isPresent();
    }

    @Override
    public HolderPage holders(RealmModel realm, AccessObject object, Predicate<Grant> wanted, int first, int max) {
        PermissionCatalog catalog = catalog(realm);
        return ObjectGroups.read(entityManager(), realm.getId(), object)
                .filter(groups -> realm.isOrganizationsEnabled())
                .map(groups -> groups.grants(wanted.and(catalog::isMeaningful)))
                .filter(grants -> !grants.isEmpty())
                .map(grants -> new HoldersQuery(entityManager(), grants, Time.currentTimeMillis()).page(first, max))
                .orElseGet(() -> new HolderPage(0, List.of()));
    }

    @Override
    public AccessDocument currentDocumentOf(RealmModel realm, UserModel user, Collection<String> organizations) {
        CurrentRights current = new CurrentRights(entityManager(), realm.getId());
        current.hold(user.getId(), organizations);
        if (!AccessProvider.isEnabled(realm) || !realm.isOrganizationsEnabled() || !current.isEnabled(user.getId())) {
            return AccessDocument.NOTHING;
        }
        long now = Time.currentTimeMillis();
        List<HeldGrant> held = queries(realm).grantsOf(user.getId()).stream()
                .filter(grant -> grant.isInForce(now))
                .toList();
        Set<String> enabled = current.enabledOf(
                held.stream().map(HeldGrant::organizationId).distinct().toList());
        return AccessDocument.of(
                held.stream()
                        .filter(grant -> enabled.contains(grant.organizationId()))
                        .map(HeldGrant::grant)
                        .toList(),
                catalog(realm));
    }

    @Override
    public List<String> usersWithExpired(RealmModel realm, String after, int most) {
        return new Expiry(session, entityManager(), realm).users(after, most);
    }

    @Override
    public List<Ended> endExpired(RealmModel realm, Collection<String> userIds) {
        return new Expiry(session, entityManager(), realm).end(userIds);
    }

    @Override
    public PermissionCatalog catalog(RealmModel realm) {
        return catalogs.get(realm, () -> queries(realm).catalog());
    }

    @Override
    public AccessObjects objects(RealmModel realm) {
        return new JpaAccessObjects(entityManager(), realm.getId());
    }

    @Override
    public GrantBatch grants(RealmModel realm, GrantRules rules) {
        return new JpaGrantBatch(session, entityManager(), realm, rules);
    }

    @Override
    public Upkeep upkeep(RealmModel realm) {
        return new JpaUpkeep(session, entityManager(), realm);
    }

    @Override
    public void close() {}

    private UnstoredGrants.Given unstored(RealmModel realm, UserModel user) {
        return session.getAllProviders(UnstoredGrants.class).stream()
                .map(provider -> provider.of(realm, user))
                .reduce(UnstoredGrants.Given.NOTHING, UnstoredGrants.Given::and);
    }

    private Optional<OrganizationModel> organization(String alias) {
        return Optional.ofNullable(
                session.getProvider(OrganizationProvider.class).getByAlias(alias));
    }

    private List<HeldGrant> unstoredGrants(RealmModel realm, UserModel user) {
        List<HeldGrant> held = new ArrayList<>();
        for (Grant grant : unstored(realm, user).grants()) {
            organization(grant.reference().object().organization())
                    .ifPresent(organization -> held.add(new HeldGrant(organization.getId(), grant, HeldGrant.NEVER)));
        }
        return held;
    }

    private List<HeldGrant> heldBy(RealmModel realm, UserModel user) {
        if (!StorageId.isLocalStorage(user.getId())) {
            return unstoredGrants(realm, user);
        }
        if (!(user instanceof CachedUserModel cached) || cached.isMarkedForEviction()) {
            return queries(realm).grantsOf(user.getId());
        }
        @SuppressWarnings("unchecked") // Keycloak declares the map raw; this key is ours
        ConcurrentMap<String, KeptGrants> kept = cached.getCachedWith();
        String version = Definitions.version(realm);
        KeptGrants grants = kept.get(KEPT_WITH_USER);
        if (grants == null || !grants.version().equals(version)) {
            grants = new KeptGrants(version, queries(realm).grantsOf(user.getId()));
            kept.put(KEPT_WITH_USER, grants);
        }
        return grants.held();
    }

    private boolean isEnabled(String organizationId) {
        OrganizationModel organization =
                session.getProvider(OrganizationProvider.class).getById(organizationId);
        return organization != null && organization.isEnabled();
    }

    private GrantQueries queries(RealmModel realm) {
        return new GrantQueries(entityManager(), realm.getId());
    }

    private EntityManager entityManager() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** What is kept with a cached user; the user's memberships are as old as the cached user itself. */
    private record KeptGrants(String version, List<HeldGrant> held) {
        KeptGrants {
            held = List.copyOf(held);
        }
    }
}
