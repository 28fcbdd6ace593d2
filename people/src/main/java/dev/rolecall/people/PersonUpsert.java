package dev.rolecall.people;

import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.UserStorageUtil;

/**
 * Makes one user, whom the caller's session knows already, what a row says. It works in the caller's transaction, where a
 * user may be who is not committed yet; {@link PeopleUpsert} has transactions of its own. Every check is the same. No
 * administration events are sent: nobody administers here.
 */
public final class PersonUpsert {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final GrantRules rules;
    private final EntityManager em;
    private final StoredPeople stored;

    public PersonUpsert(KeycloakSession session, RealmModel realm, GrantRules rules) {
        this.session = session;
        this.realm = realm;
        this.rules = rules;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.stored = new StoredPeople(em, realm.getId());
    }

    /**
     * What became of the user.
     *
     * @param errors  why nothing was changed; empty if the row was applied
     * @param changed names of the row fields that changed, {@code attributes.<name>} for attributes, sorted
     * @param given   how many associations and grants the user gained
     * @param taken   how many the user lost
     */
    public record Outcome(List<RowError> errors, Set<String> changed, int given, int taken) {
        public Outcome {
            errors = List.copyOf(errors);
            changed = Collections.unmodifiableSortedSet(new TreeSet<>(changed));
        }

        private static Outcome refused(List<RowError> errors) {
            return new Outcome(errors, Set.of(), 0, 0);
        }
    }

    /** What speaks against making a new person of this row: empty if nothing does. Nobody is made or changed. */
    public List<RowError> problemsOfNewcomer(PersonRow row) {
        return refusing(() -> {
                    em.flush();
                    StoredPeople.Found found = stored.withUsercodes(List.of(row.usercode()));
                    if (!found.people().isEmpty() || !found.ambiguous().isEmpty()) {
                        return Outcome.refused(List.of(takenUsercode()));
                    }
                    Candidate candidate = Candidate.created(row, realm.isRegistrationEmailAsUsername());
                    decide(candidate, Set.of());
                    return Outcome.refused(candidate.errors);
                })
                .errors();
    }

    /**
     * Applies a row to this user, who takes the usercode if there is none yet, and keeps it otherwise: a user of another
     * usercode, or a usercode of another user, is a conflict.
     *
     * <p>Two transactions that change the same user wait for each other. A change that the database or a listener refuses
     * leaves the transaction good for a rollback only.
     */
    public Outcome apply(UserModel user, PersonRow row) {
        return refusing(() -> {
            em.flush(); // what the session wrote so far, so that queries and this class see the same user
            UserEntity entity = em.find(UserEntity.class, user.getId());
            if (entity == null) {
                return Outcome.refused(List.of(new RowError(
                        "usercode",
                        RowErrorCode.PROTECTED_ACCOUNT,
                        "this account is managed by a user federation provider")));
            }
            em.lock(entity, LockModeType.PESSIMISTIC_WRITE);
            em.refresh(entity);
            return apply(user, entity, row);
        });
    }

    private Outcome apply(UserModel user, UserEntity entity, PersonRow row) {
        StoredPerson person = StoredPerson.of(entity);
        PersonState before = person.state();
        Candidate candidate = Candidate.keyed(row, person, realm.isRegistrationEmailAsUsername());
        candidate.user = entity;
        StoredPeople.Found found = stored.withUsercodes(List.of(row.usercode()));
        StoredPerson owner = found.people().get(row.usercode());
        boolean isOthers =
                !found.ambiguous().isEmpty() || (owner != null && !owner.id().equals(entity.getId()));
        if (isOthers || (!before.usercodes().isEmpty() && !before.usercodes().equals(List.of(row.usercode())))) {
            candidate.errors.add(takenUsercode());
        }
        Deciding.Decided decided = decide(candidate, owner == null ? Set.of(row.usercode()) : found.unlocked());
        if (!candidate.isAccepted()) {
            return Outcome.refused(candidate.errors);
        }
        if (owner == null) {
            stored.unlock(entity.getId());
        }
        String provider = before.usercodes().isEmpty() && rules.origin().kind() == Origin.Kind.IDENTITY_PROVIDER
                ? rules.origin().id()
                : null;
        new Writing(session, realm, em, null, provider).write(decided);
        evict(user);
        GrantPlan plan = candidate.grants;
        return new Outcome(
                List.of(),
                candidate.changed(),
                plan == null ? 0 : plan.added().size(),
                plan == null ? 0 : plan.removed().size());
    }

    private Deciding.Decided decide(Candidate candidate, Set<String> unlocked) {
        FlushModeType flushMode = em.getFlushMode();
        em.setFlushMode(FlushModeType.COMMIT); // everything is flushed, so no query needs to look for changes first
        try {
            return new Deciding(session, realm, rules, em)
                    .decide(Map.of(candidate.row.usercode(), candidate), unlocked);
        } finally {
            em.setFlushMode(flushMode);
        }
    }

    /** The caller goes on with this very model, so it must not answer from the cache any more. */
    private void evict(UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, user);
        }
    }

    private Outcome refusing(Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (RuntimeException e) { // the server wraps what a database refuses in many ways
            session.getTransactionManager().setRollbackOnly();
            return Outcome.refused(List.of(RowFault.behind(e).orElseThrow(() -> e)));
        }
    }

    private static RowError takenUsercode() {
        return new RowError("usercode", RowErrorCode.CONFLICT, "the usercode belongs to another account");
    }
}
