package dev.rolecall.people;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.storage.UserStorageUtil;

/**
 * Rows of one transaction. First everything is read in a few queries, then every row is decided without writing
 * anything, then what was accepted is written and flushed together, and last the caches and listeners hear of it. In
 * that order no query makes Hibernate look through what is already written.
 */
final class ChunkUpsert {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final UpsertRules rules;
    private final EntityManager em;
    private final StoredPeople stored;
    private final Passwords passwords;

    ChunkUpsert(KeycloakSession session, RealmModel realm, UpsertRules rules) {
        this.session = session;
        this.realm = realm;
        this.rules = rules;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.stored = new StoredPeople(em, realm.getId());
        this.passwords = new Passwords(session, em);
    }

    List<RowResult> apply(List<Row> rows) {
        List<PersonRow> people = rows.stream()
                .filter(PersonRow.class::isInstance)
                .map(PersonRow.class::cast)
                .toList();
        Map<String, Candidate> candidates = people.isEmpty() ? Map.of() : applyPeople(people);
        List<RowResult> results = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Candidate candidate = row instanceof PersonRow person ? candidates.get(person.usercode()) : null;
            results.add(
                    candidate != null
                            ? candidate.result()
                            : new RowResult.Rejected(row.line(), row.key(), errors(row)));
        }
        return results;
    }

    private static List<RowError> errors(Row row) {
        return row instanceof UnreadableRow unreadable ? unreadable.errors() : List.of();
    }

    private Map<String, Candidate> applyPeople(List<PersonRow> rows) {
        FlushModeType flushMode = em.getFlushMode();
        em.setFlushMode(FlushModeType.COMMIT); // nothing is written yet, so no query needs to look for changes first
        Decided decided = decide(rows);
        em.setFlushMode(flushMode);
        write(decided);
        return decided.candidates();
    }

    /**
     * @param candidates by usercode, in the order of the rows
     * @param unlocked usercodes of people without a key row
     * @param passwords what passwords the people have, where a row brings one
     */
    private record Decided(
            Map<String, Candidate> candidates,
            Set<String> unlocked,
            Map<String, CredentialEntity> passwords,
            GrantBatch grants) {}

    private Decided decide(List<PersonRow> rows) {
        StoredPeople.Found found =
                stored.withUsercodes(rows.stream().map(PersonRow::usercode).toList());
        Map<String, Candidate> candidates = candidates(rows, found);
        List<Candidate> open =
                candidates.values().stream().filter(Candidate::isAccepted).toList();
        Map<String, CredentialEntity> storedPasswords = checkPasswords(open);
        GrantBatch grants = planGrants(open);
        checkProfiles(open);
        checkNames(open);
        return new Decided(candidates, found.unlocked(), storedPasswords, grants);
    }

    private Map<String, Candidate> candidates(List<PersonRow> rows, StoredPeople.Found found) {
        Map<String, String> untouchable =
                new ProtectedAccounts(em, realm).reasons(found.people().values());
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (PersonRow row : rows) {
            Candidate candidate = candidate(row, found.people().get(row.usercode()));
            String why = untouchable.get(candidate.userId);
            if (why != null) {
                candidate.errors.add(new RowError("usercode", RowErrorCode.PROTECTED_ACCOUNT, "this account " + why));
            } else if (found.ambiguous().contains(row.usercode())) {
                candidate.errors.add(new RowError(
                        "usercode",
                        RowErrorCode.CONFLICT,
                        "several people carry this usercode, or one carries several"));
            }
            candidates.put(row.usercode(), candidate);
        }
        return candidates;
    }

    private Candidate candidate(PersonRow row, @Nullable UserEntity user) {
        boolean emailAsUsername = realm.isRegistrationEmailAsUsername();
        if (user == null) {
            return new Candidate(
                    row, KeycloakModelUtils.generateId(), null, null, PersonState.created(row, emailAsUsername));
        }
        PersonState before = StoredPeople.state(user);
        return new Candidate(row, user.getId(), user, before, before.with(row, emailAsUsername));
    }

    private Map<String, CredentialEntity> checkPasswords(List<Candidate> candidates) {
        List<String> existing = candidates.stream()
                .filter(c -> c.row.credential() != null && !c.isNew())
                .map(c -> c.userId)
                .toList();
        Map<String, CredentialEntity> storedPasswords = existing.isEmpty() ? Map.of() : stored.passwords(existing);
        for (Candidate candidate : candidates) {
            Credential credential = candidate.row.credential();
            if (credential != null) {
                passwords.problem(credential).ifPresent(candidate.errors::add);
                if (!passwords.isSame(storedPasswords.get(candidate.userId), credential)) {
                    candidate.setPassword();
                }
            }
        }
        return storedPasswords;
    }

    private GrantBatch planGrants(List<Candidate> candidates) {
        AccessProvider access = AccessProvider.of(session);
        GrantBatch grants = access.grants(realm, rules.grants());
        List<Candidate> wanting =
                candidates.stream().filter(Candidate::wantsGrants).toList();
        List<Candidate> takenOver =
                candidates.stream().filter(Candidate::changesHowToLogIn).toList();
        grants.load(Stream.concat(wanting.stream(), takenOver.stream())
                .filter(c -> !c.isNew())
                .map(c -> c.userId)
                .distinct()
                .toList());
        takenOver.stream().filter(c -> grants.holdsMoreThanCeiling(c.userId)).forEach(Candidate::refuseTakeover);
        for (Candidate candidate : wanting) {
            GrantPlan plan = grants.plan(candidate.isNew() ? null : candidate.userId, candidate.wanted());
            plan.errors().forEach(error -> candidate.errors.add(rowError(error)));
            if (!plan.isEmpty()) {
                candidate.grants = plan;
                if (plan.errors().isEmpty() && !candidate.isNew()) {
                    candidate.changeGrants(GrantChanges.fields(plan, access.catalog(realm)));
                }
            }
        }
        return grants;
    }

    private static RowError rowError(GrantError error) {
        return new RowError(error.field(), RowErrorCode.valueOf(error.code().name()), error.message());
    }

    private void checkProfiles(List<Candidate> candidates) {
        ProfileCheck profile = new ProfileCheck(session);
        for (Candidate candidate : candidates) {
            UserEntity user = candidate.stored;
            PersonState before = candidate.before;
            if (user != null && before != null && before.equals(candidate.after)) {
                continue;
            }
            if (realm.isRegistrationEmailAsUsername() && candidate.after.email() == null) {
                candidate.errors.add(new RowError(
                        "email", RowErrorCode.INVALID_VALUE, "is required: in this realm it is the username"));
                continue;
            }
            Set<String> sent = candidate.row.attributes().keySet();
            ProfileCheck.Outcome outcome = user == null || before == null
                    ? profile.created(candidate.after, sent)
                    : profile.changed(adapter(user), before, candidate.after, sent);
            candidate.errors.addAll(outcome.errors());
            candidate.after = outcome.state();
        }
    }

    private void checkNames(List<Candidate> candidates) {
        Set<String> names = new HashSet<>();
        candidates.forEach(c -> names.addAll(NameClaims.names(c.before, c.after)));
        if (names.isEmpty()) {
            return;
        }
        NameClaims claims = new NameClaims(
                realm.isLoginWithEmailAllowed(),
                realm.isDuplicateEmailsAllowed(),
                stored.usernames(names),
                stored.emails(
                        names.stream().filter(name -> name.indexOf('@') > 0).toList()));
        List<String> conflicting = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<RowError> conflicts = claims.conflicts(candidate.userId, candidate.before, candidate.after);
            candidate.errors.addAll(conflicts);
            if (candidate.isAccepted()) {
                claims.become(candidate.userId, candidate.before, candidate.after);
            } else if (candidate.isNew() && !conflicts.isEmpty()) {
                conflicting.add(candidate.row.usercode());
            }
        }
        // the other person may be this very one, made by another transaction after we looked for the usercode
        if (!conflicting.isEmpty()
                && !stored.withUsercodes(conflicting).people().isEmpty()) {
            throw new RowsMeetException();
        }
    }

    private void write(Decided decided) {
        PersonWriter writer = new PersonWriter(session, em, realm);
        Map<Candidate, UserEntity> users = new LinkedHashMap<>();
        for (Candidate candidate : decided.candidates().values()) {
            if (candidate.isAccepted()) {
                UserEntity user = write(writer, candidate);
                boolean locked = lock(user, candidate, decided.unlocked());
                Credential credential = candidate.row.credential();
                if (candidate.newPassword && credential != null) {
                    passwords.write(user, decided.passwords().get(candidate.userId), credential);
                }
                if (locked || !candidate.leavesAllAsItIs()) {
                    users.put(candidate, user);
                }
            }
        }
        if (!users.isEmpty()) {
            em.flush();
            finish(users, writer, decided.grants());
            em.flush();
        }
    }

    private boolean lock(UserEntity user, Candidate candidate, Set<String> unlocked) {
        String usercode = candidate.row.usercode();
        boolean needed = candidate.isNew() || unlocked.contains(usercode);
        if (needed) {
            stored.lock(user, usercode);
        }
        return needed;
    }

    private static UserEntity write(PersonWriter writer, Candidate candidate) {
        UserEntity user = candidate.stored;
        PersonState before = candidate.before;
        if (user == null || before == null) {
            return writer.create(candidate.userId, candidate.after);
        }
        if (!before.equals(candidate.after)) {
            writer.update(user, before, candidate.after);
        } else if (!candidate.changed().isEmpty()) {
            writer.touch(user);
        }
        return user;
    }

    /** Grants, caches and events, once the people themselves are flushed. */
    private void finish(Map<Candidate, UserEntity> users, PersonWriter writer, GrantBatch grants) {
        AdminEvents events = new AdminEvents(session, realm, rules.actor());
        UserCache cache = UserStorageUtil.userCache(session);
        users.forEach((candidate, user) -> {
            UserAdapter adapter = adapter(user);
            if (candidate.isNew()) {
                writer.announceDefaults(adapter);
            }
            GrantPlan plan = candidate.grants;
            if (plan != null) {
                grants.apply(plan, adapter);
            }
            if (cache != null && candidate.before != null) {
                evict(cache, user, candidate.before);
            }
            if (candidate.isNew()) {
                events.created(user.getId(), () -> representation(user));
            } else if (!candidate.changed().isEmpty()) {
                events.updated(user.getId(), () -> representation(user));
            }
        });
    }

    /** By the old names and the new: the cache finds a person by each. A new person cannot be in it. */
    private void evict(UserCache cache, UserEntity user, PersonState before) {
        cache.evict(realm, adapter(user));
        UserEntity old = new UserEntity();
        old.setId(user.getId());
        old.setRealmId(user.getRealmId());
        old.setUsername(before.username());
        old.setEmail(before.email(), realm.isDuplicateEmailsAllowed());
        cache.evict(realm, adapter(old));
    }

    private UserAdapter adapter(UserEntity user) {
        return new UserAdapter(session, realm, em, user);
    }

    private static UserRepresentation representation(UserEntity user) {
        UserRepresentation person = new UserRepresentation();
        person.setId(user.getId());
        person.setUsername(user.getUsername());
        person.setEmail(user.getEmail());
        person.setFirstName(user.getFirstName());
        person.setLastName(user.getLastName());
        person.setEnabled(user.isEnabled());
        person.setAttributes(StoredPeople.attributes(user));
        return person;
    }
}
