package dev.rolecall.people;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantError;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Decides what rows make of people: the deciding half of {@link ChunkUpsert} and {@link PersonUpsert}. It reads in a few
 * queries whatever the number of rows, and writes nothing.
 */
final class Deciding {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final GrantRules rules;
    private final EntityManager em;
    private final StoredPeople stored;
    private final Passwords passwords;
    private final @Nullable NamesSoFar earlier;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    Deciding(KeycloakSession session, RealmModel realm, GrantRules rules, EntityManager em) {
        this(session, realm, rules, em, null);
    }

    /** @param earlier what earlier rows of a dry run would have made of names; null where rows are applied */
    Deciding(
            KeycloakSession session,
            RealmModel realm,
            GrantRules rules,
            EntityManager em,
            @Nullable NamesSoFar earlier) {
        this.session = session;
        this.realm = realm;
        this.rules = rules;
        this.em = em;
        this.stored = new StoredPeople(em, realm.getId());
        this.passwords = new Passwords(session, em);
        this.earlier = earlier;
    }

    /**
     * @param candidates by usercode, in the order of the rows
     * @param unlocked usercodes of people without a key row
     * @param passwords what passwords the people have, where a row brings one
     * @param names who gives up a name that another of them takes
     */
    record Decided(
            Map<String, Candidate> candidates,
            Set<String> unlocked,
            Map<String, CredentialEntity> passwords,
            GrantBatch grants,
            NameClaims.Verdict names) {}

    /** Where a row is refused, its candidate has errors afterwards. */
    Decided decide(Map<String, Candidate> candidates, Set<String> unlocked) {
        candidates.values().forEach(c -> c.become(LastDay.applied(c.row, c.after, now)));
        refuseProtected(candidates.values());
        List<Candidate> open =
                candidates.values().stream().filter(Candidate::isAccepted).toList();
        Map<String, CredentialEntity> storedPasswords = checkPasswords(open);
        GrantBatch grants = planGrants(open);
        readEntities(open, unlocked);
        checkProfiles(open);
        NameClaims.Verdict names = checkNames(open);
        return new Decided(candidates, unlocked, storedPasswords, grants, names);
    }

    private void refuseProtected(Collection<Candidate> candidates) {
        Map<String, String> untouchable = new ProtectedAccounts(em, realm)
                .reasons(candidates.stream()
                        .map(candidate -> candidate.stored)
                        .filter(Objects::nonNull)
                        .toList());
        for (Candidate candidate : candidates) {
            String why = untouchable.get(candidate.userId);
            if (why != null) {
                candidate.errors.clear();
                candidate.errors.add(new RowError("usercode", RowErrorCode.PROTECTED_ACCOUNT, "this account " + why));
            }
        }
    }

    private Map<String, CredentialEntity> checkPasswords(List<Candidate> candidates) {
        List<String> existing = candidates.stream()
                .filter(c -> c.row.credential() != null && !c.isNew())
                .map(c -> c.userId)
                .toList();
        Map<String, CredentialEntity> storedPasswords = existing.isEmpty() ? Map.of() : stored.passwords(existing);
        Map<String, String> lastSent = existing.isEmpty() ? Map.of() : new SentPasswords(em).of(existing);
        for (Candidate candidate : candidates) {
            Credential credential = candidate.row.credential();
            if (credential != null) {
                passwords.problem(credential).ifPresent(candidate.errors::add);
                CredentialEntity password = storedPasswords.get(candidate.userId);
                String sent = SentPassword.digest(credential);
                SentPassword outcome = SentPassword.judge(
                        password != null, passwords.isSame(password, credential), lastSent.get(candidate.userId), sent);
                if (outcome == SentPassword.SET) {
                    candidate.setPassword();
                }
                if (outcome != SentPassword.KEPT) {
                    candidate.sentPassword = sent;
                }
            }
        }
        return storedPasswords;
    }

    private GrantBatch planGrants(List<Candidate> candidates) {
        AccessProvider access = AccessProvider.of(session);
        GrantBatch grants = access.grants(realm, rules);
        List<Candidate> wanting =
                candidates.stream().filter(Candidate::wantsGrants).toList();
        List<Candidate> takenOver =
                candidates.stream().filter(Candidate::changesHowToLogIn).toList();
        grants.load(Stream.concat(wanting.stream(), takenOver.stream())
                .filter(c -> !c.isNew())
                .map(c -> c.userId)
                .distinct()
                .toList());
        grants.prepare(wanting.stream().map(Candidate::wanted).toList());
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

    /** Of those only whom something is written of. They must still be what was compared with the rows. */
    private void readEntities(List<Candidate> candidates, Set<String> unlocked) {
        Map<String, Candidate> changing = new LinkedHashMap<>();
        List<StoredPerson> people = new ArrayList<>();
        for (Candidate candidate : candidates) {
            StoredPerson person = candidate.stored;
            boolean stays = candidate.leavesAllAsItIs() && !unlocked.contains(candidate.row.usercode());
            if (person != null && candidate.user == null && !stays) {
                changing.put(person.id(), candidate);
                people.add(person);
            }
        }
        stored.asRead(people).forEach((id, user) -> Objects.requireNonNull(changing.get(id)).user = user);
    }

    private void checkProfiles(List<Candidate> candidates) {
        ProfileCheck profile = new ProfileCheck(session);
        for (Candidate candidate : candidates) {
            UserEntity user = candidate.user;
            PersonState before = candidate.before;
            if (candidate.staysAsStored()) {
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
            candidate.become(outcome.state());
        }
    }

    private NameClaims.Verdict checkNames(List<Candidate> candidates) {
        Set<String> names = new HashSet<>();
        candidates.forEach(c -> names.addAll(NameClaims.names(c.before, c.after)));
        if (names.isEmpty()) {
            return NameClaims.Verdict.NOTHING;
        }
        NamesSoFar.Holders held =
                earlier == null ? new NamesSoFar.Holders(Map.of(), Map.of()) : earlier.among(session, names);
        NameClaims claims = new NameClaims(
                realm.isLoginWithEmailAllowed(),
                realm.isDuplicateEmailsAllowed(),
                held.overUsernames(stored.usernames(names)),
                held.overEmails(stored.emails(
                        names.stream().filter(name -> name.indexOf('@') > 0).toList())));
        NameClaims.Verdict verdict = claims.judge(candidates.stream()
                .filter(Candidate::isAccepted)
                .map(Deciding::claim)
                .toList());
        List<String> conflicting = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<RowError> conflicts = candidate.isAccepted()
                    ? verdict.conflicts().getOrDefault(candidate.userId, List.of())
                    : claims.conflicts(claim(candidate));
            if (!conflicts.isEmpty()) {
                candidate.refuseNames(conflicts);
                if (candidate.isNew()) {
                    conflicting.add(candidate.row.usercode());
                }
            }
        }
        // the other person may be this very one, made by another transaction after we looked for the usercode
        if (!conflicting.isEmpty()
                && !stored.withUsercodes(conflicting).people().isEmpty()) {
            throw new RowsMeetException();
        }
        return verdict;
    }

    private static NameClaims.Claim claim(Candidate candidate) {
        return new NameClaims.Claim(candidate.userId, candidate.before, candidate.after);
    }

    private UserAdapter adapter(UserEntity user) {
        return new UserAdapter(session, realm, em, user);
    }
}
