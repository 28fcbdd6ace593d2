package dev.rolecall.people;

import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.keycloak.BulkRows;
import dev.rolecall.people.Deciding.Decided;
import dev.rolecall.people.jpa.PersonKeyEntity;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.storage.UserStorageUtil;

/**
 * Writes what was {@linkplain Deciding decided}: the people are written and flushed together, then caches and listeners
 * hear of it. In that order no query makes Hibernate look through what is already written.
 */
final class Writing {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final @Nullable Actor actor;
    private final @Nullable String provider;
    private final EntityManager em;
    private final Passwords passwords;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    /**
     * @param actor    whom administration events name; null for none
     * @param provider the identity provider on whose word alone users get their usercodes; null for none
     */
    Writing(
            KeycloakSession session,
            RealmModel realm,
            EntityManager em,
            @Nullable Actor actor,
            @Nullable String provider) {
        this.session = session;
        this.realm = realm;
        this.actor = actor;
        this.provider = provider;
        this.em = em;
        this.passwords = new Passwords(session, em);
    }

    void write(Decided decided) {
        new NameHandover(em).makeRoom(decided.names());
        PersonWriter writer = new PersonWriter(session, em, realm);
        List<PersonKeyEntity> keys = new ArrayList<>();
        Map<Candidate, UserEntity> users = new LinkedHashMap<>();
        for (Candidate candidate : decided.candidates().values()) {
            boolean unlocked = candidate.isNew() || decided.unlocked().contains(candidate.row.usercode());
            if (candidate.isAccepted() && (unlocked || !candidate.leavesAllAsItIs())) {
                UserEntity user = write(writer, candidate);
                if (unlocked) {
                    keys.add(new PersonKeyEntity(user, candidate.row.usercode(), provider));
                }
                Credential credential = candidate.row.credential();
                if (candidate.newPassword && credential != null) {
                    passwords.write(user, decided.passwords().get(candidate.userId), credential);
                }
                users.put(candidate, user);
            }
        }
        if (!users.isEmpty()) {
            em.flush();
            new BulkRows(em).insert(keys);
            writer.finish();
            finish(users, writer, decided.grants());
        }
        remember(decided.candidates().values());
        if (!users.isEmpty()) {
            em.flush();
        }
    }

    /** What is known of people beside the people themselves. */
    private void remember(Collection<Candidate> candidates) {
        List<Candidate> accepted =
                candidates.stream().filter(Candidate::isAccepted).toList();
        Map<String, String> sent = new LinkedHashMap<>();
        for (Candidate candidate : accepted) {
            String digest = candidate.sentPassword;
            if (digest != null) {
                sent.put(candidate.userId, digest);
            }
        }
        new SentPasswords(em).remember(sent);
        new LastDaySchedule(em, realm.getId()).schedule(accepted, now);
    }

    private static UserEntity write(PersonWriter writer, Candidate candidate) {
        PersonState before = candidate.before;
        if (before == null) {
            return writer.create(candidate.userId, candidate.after);
        }
        UserEntity user = Objects.requireNonNull(candidate.user);
        if (!candidate.staysAsStored()) {
            writer.update(user, before, candidate.after);
        } else if (!candidate.changed().isEmpty()) {
            writer.touch(user);
        }
        return user;
    }

    /** Grants, caches and events, once the people themselves are flushed. */
    private void finish(Map<Candidate, UserEntity> users, PersonWriter writer, GrantBatch grants) {
        AdminEvents events = actor == null ? null : new AdminEvents(session, realm, actor);
        UserCache cache = UserStorageUtil.userCache(session);
        Map<Candidate, UserAdapter> adapters = new LinkedHashMap<>();
        List<GrantBatch.Applied> plans = new ArrayList<>();
        users.forEach((candidate, user) -> {
            UserAdapter adapter = adapter(user);
            adapters.put(candidate, adapter);
            if (candidate.isNew()) {
                writer.announceDefaults(adapter);
            }
            GrantPlan plan = candidate.grants;
            if (plan != null) {
                plans.add(new GrantBatch.Applied(plan, adapter));
            }
            if (cache != null && candidate.before != null) {
                evict(cache, user, candidate.before); // before listeners hear of grants: they may ask for anybody
            }
        });
        grants.applyAll(plans);
        adapters.forEach((candidate, adapter) -> {
            if (candidate.leaves(now)) {
                Sessions.end(session, realm, adapter);
            }
            if (events != null) {
                announce(events, candidate, adapter.getEntity());
            }
        });
    }

    private static void announce(AdminEvents events, Candidate candidate, UserEntity user) {
        if (candidate.isNew()) {
            events.created(user.getId(), () -> representation(user));
        } else if (!candidate.changed().isEmpty()) {
            events.updated(user.getId(), () -> representation(user));
        }
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

    static UserRepresentation representation(UserEntity user) {
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
