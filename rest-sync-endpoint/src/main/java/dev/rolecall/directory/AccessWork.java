package dev.rolecall.directory;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Ceiling;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantChange;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.GranterRights;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import dev.rolecall.directory.Outcome.Status;
import dev.rolecall.sync.gate.AuditTrail;
import dev.rolecall.sync.gate.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageUtil;

/** What one request does to the access of people, in one transaction. */
final class AccessWork {
    /** Limited by the caller's rights instead. */
    private static final Ceiling NO_CEILING = new Ceiling(RoleType.SUPER, true);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Caller caller;
    private final GranterRights rights;
    private final GrantBatch grants;
    private @Nullable AccessEvents events;

    private AccessWork(KeycloakSession session, RealmModel realm, Caller caller, GranterRights rights) {
        this.session = session;
        this.realm = realm;
        this.caller = caller;
        this.rights = rights;
        this.grants = AccessProvider.of(session)
                .grants(realm, new GrantRules(new Origin(Origin.Kind.REST, caller.clientKey()), NO_CEILING, false));
    }

    /** For reading only: the caller's rights as every token has them. */
    static AccessWork reading(KeycloakSession session, RealmModel realm, Caller caller) {
        AccessProvider access = AccessProvider.of(session);
        return new AccessWork(
                session, realm, caller, Viewer.rights(session, realm, caller, user -> access.documentOf(realm, user)));
    }

    /**
     * The caller's rights are read from the database, and cannot be taken away before the transaction ends.
     *
     * @param organizations aliases of the customers it is about
     */
    static AccessWork writing(
            KeycloakSession session, RealmModel realm, Caller caller, Collection<String> organizations) {
        AccessProvider access = AccessProvider.of(session);
        return new AccessWork(
                session,
                realm,
                caller,
                Viewer.rights(session, realm, caller, user -> access.currentDocumentOf(realm, user, organizations)));
    }

    GranterRights rights() {
        return rights;
    }

    /** The people in it must have been {@linkplain #visible found} here. */
    GrantBatch grants() {
        return grants;
    }

    /** Loaded, if the caller may see him. */
    Optional<UserModel> visible(String name) {
        return new People(session, realm).find(name).filter(user -> {
            grants.load(List.of(user.getId()));
            return rights.sees(grants.associations(user.getId()));
        });
    }

    Outcome apply(String name, GrantChange change) {
        Optional<UserModel> user = visible(name);
        if (user.isEmpty()) {
            return Outcome.rejected(Fault.unknownUser());
        }
        if (!StorageId.isLocalStorage(user.get().getId())) {
            return Outcome.rejected(
                    Fault.invalid(Fault.USER, "The account is in a federated store only, which holds no grants."));
        }
        GrantPlan plan = grants.plan(user.get().getId(), change, rights);
        if (!plan.errors().isEmpty()) {
            return Outcome.rejected(plan.errors().stream().map(Fault::of).toList());
        }
        if (plan.isEmpty()) {
            return Outcome.of(Status.UNCHANGED);
        }
        grants.apply(plan, user.get());
        evict(user.get());
        Outcome outcome = Outcome.of(status(plan));
        events().changed(user.get().getId(), change, plan, outcome.status());
        return outcome;
    }

    AccessEvents events() {
        AccessEvents current = events;
        if (current == null) {
            current = new AccessEvents(session, new AuditTrail(session, realm, caller));
            events = current;
        }
        return current;
    }

    private static Status status(GrantPlan plan) {
        if (!plan.added().isEmpty()) {
            return Status.CREATED;
        }
        return plan.removed().isEmpty() ? Status.UPDATED : Status.REMOVED;
    }

    /** What is kept with the cached user holds the old end. */
    private void evict(UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, user);
        }
    }
}
