package dev.rolecall.people;

import dev.rolecall.people.jpa.PersonAttributeKeyEntity;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * Finds the people of rows whose key is not the usercode, and gives such rows the usercodes of their people, so that all
 * that follows is the same for every row. A person without a usercode gets the one the row says, or else the key's value.
 */
final class KeyedRows {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final StoredPeople stored;
    private final boolean takesOver;

    KeyedRows(KeycloakSession session, RealmModel realm, EntityManager em, StoredPeople stored, boolean takesOver) {
        this.session = session;
        this.realm = realm;
        this.em = em;
        this.stored = stored;
        this.takesOver = takesOver;
    }

    /**
     * @param rows    with usercodes, no two with the same
     * @param found   who has them
     * @param refused the others, by key
     */
    record Resolved(List<PersonRow> rows, StoredPeople.Found found, Map<String, RowResult.Rejected> refused) {}

    /** @param rows with keys in one field, no two with the same key */
    Resolved resolve(List<PersonRow> rows) {
        Optional<KeyField> field = field(rows);
        if (field.isEmpty()) {
            return new Resolved(
                    rows,
                    stored.withUsercodes(rows.stream().map(PersonRow::usercode).toList()),
                    Map.of());
        }
        Optional<String> problem = KeyRules.problem(
                field.get(),
                realm,
                session.getProvider(UserProfileProvider.class).getConfiguration());
        return new Resolving(field.get()).resolve(rows, problem);
    }

    private static Optional<KeyField> field(List<PersonRow> rows) {
        Set<KeyField> fields = rows.stream()
                .map(row -> row.by() == null ? KeyField.USERCODE : row.by().field())
                .collect(Collectors.toSet());
        if (fields.size() != 1) {
            throw new IllegalArgumentException("the rows have their keys in different fields");
        }
        return fields.stream().filter(field -> !field.isUsercode()).findFirst();
    }

    /** One chunk. */
    private final class Resolving {
        private final KeyField field;
        private final Map<String, RowResult.Rejected> refused = new HashMap<>();
        private final Map<String, PersonRow> byUsercode = new LinkedHashMap<>();
        private final Map<String, StoredPerson> matches = new HashMap<>();

        Resolving(KeyField field) {
            this.field = field;
        }

        Resolved resolve(List<PersonRow> rows, Optional<String> problem) {
            if (problem.isPresent()) {
                rows.forEach(row -> refuse(row, field.wire(), RowErrorCode.INVALID_VALUE, problem.get()));
                return resolved(stored.withUsercodes(List.of()));
            }
            Map<String, Set<String>> owners = owners(rows);
            Map<String, StoredPerson> people =
                    stored.people(owners.values().stream().flatMap(Set::stream).toList());
            for (PersonRow row : rows) {
                Set<String> ids = owners.getOrDefault(row.key(), Set.of());
                if (ids.size() > 1) {
                    refuse(row, field.wire(), RowErrorCode.CONFLICT, "several people carry this " + field.name());
                } else {
                    match(row, ids.isEmpty() ? null : people.get(ids.iterator().next()));
                }
            }
            StoredPeople.Found found = stored.withUsercodes(byUsercode.keySet());
            return resolved(adopt(found));
        }

        private Resolved resolved(StoredPeople.Found found) {
            return new Resolved(List.copyOf(byUsercode.values()), found, refused);
        }

        private Map<String, Set<String>> owners(List<PersonRow> rows) {
            List<String> values = rows.stream().map(PersonRow::key).toList();
            return field.isUsername() ? stored.usernames(values) : stored.carriersOf(field.name(), values);
        }

        private void match(PersonRow row, @Nullable StoredPerson person) {
            Map<String, List<String>> attributes = person == null ? Map.of() : person.attributes();
            List<String> usercodes = attributes.getOrDefault(AttributeName.USERCODE, List.of());
            RowKey by = Objects.requireNonNull(row.by());
            if (field.isAttribute()
                    && person != null
                    && attributes.getOrDefault(field.name(), List.of()).size() > 1) {
                refuse(row, field.wire(), RowErrorCode.CONFLICT, "the person carries several " + field.name());
            } else if (usercodes.size() > 1) {
                refuse(row, "usercode", RowErrorCode.CONFLICT, "the person carries several usercodes");
            } else if (usercodes.size() == 1
                    && by.givesUsercode()
                    && !usercodes.get(0).equals(row.usercode())) {
                refuse(row, "usercode", RowErrorCode.CONFLICT, "the person has another usercode");
            } else if (field.isUsername() && isOtherByEmail(row)) {
                refuse(
                        row,
                        "email",
                        RowErrorCode.INVALID_VALUE,
                        "in this realm the e-mail address is the username, and here that is the key");
            } else if (person != null && usercodes.isEmpty() && !takesOver && isOfOnesOwnMaking()) {
                refuse(
                        row,
                        field.wire(),
                        RowErrorCode.PROTECTED_ACCOUNT,
                        "this account may have its " + field.name()
                                + " on the word of an identity provider or of its own registration alone");
            } else {
                give(row, usercodes.isEmpty() ? row.usercode() : usercodes.get(0), person);
            }
        }

        private boolean isOfOnesOwnMaking() {
            return KeyRules.isOfOnesOwnMaking(
                    field, realm, session.identityProviders().isIdentityFederationEnabled());
        }

        /** Where the e-mail address is the username, a row must not change the key by it. */
        private boolean isOtherByEmail(PersonRow row) {
            return realm.isRegistrationEmailAsUsername()
                    && row.email()
                            .toSet()
                            .map(PersonState::lower)
                            .filter(email -> !email.equals(row.key()))
                            .isPresent();
        }

        private void give(PersonRow row, String usercode, @Nullable StoredPerson person) {
            PersonRow keyed = row.usercode().equals(usercode) ? row : row.withUsercode(usercode);
            if (byUsercode.putIfAbsent(usercode, keyed) != null) {
                refuse(row, "usercode", RowErrorCode.DUPLICATE_KEY, "an earlier row has the same usercode");
            } else if (person != null) {
                matches.put(usercode, person);
            }
        }

        /** Whom a row found, but who has no usercode yet. */
        private StoredPeople.Found adopt(StoredPeople.Found found) {
            Map<String, StoredPerson> people = new LinkedHashMap<>(found.people());
            Set<String> unlocked = new HashSet<>(found.unlocked());
            for (String usercode : List.copyOf(byUsercode.keySet())) {
                StoredPerson match = matches.get(usercode);
                StoredPerson owner = people.get(usercode);
                if (owner != null && (match == null || !owner.id().equals(match.id()))) {
                    refuseTaken(usercode);
                } else if (owner == null && match != null && !found.ambiguous().contains(usercode)) {
                    stored.unlock(match.id());
                    people.put(usercode, match);
                    unlocked.add(usercode);
                }
            }
            return new StoredPeople.Found(people, unlocked, found.ambiguous(), found.ofProviders());
        }

        private void refuseTaken(String usercode) {
            PersonRow row = Objects.requireNonNull(byUsercode.remove(usercode));
            refuse(
                    row,
                    "usercode",
                    RowErrorCode.CONFLICT,
                    "another person has the usercode, whose " + field.name() + " is not this row's");
        }

        private void refuse(PersonRow row, String at, RowErrorCode code, String message) {
            refused.put(
                    row.key(), new RowResult.Rejected(row.line(), row.key(), List.of(new RowError(at, code, message))));
        }
    }

    /**
     * To be called when the rows are decided.
     *
     * @throws RowsMeetException if another transaction has made a person of such a row since we looked for that person
     */
    void requireStillNew(Collection<Candidate> candidates) {
        List<String> usernames = candidates.stream()
                .filter(candidate -> candidate.isNew() && !candidate.isAccepted())
                .map(candidate -> candidate.row.by())
                .filter(by -> by != null && by.field().isUsername())
                .map(RowKey::value)
                .toList();
        if (!usernames.isEmpty() && !stored.usernames(usernames).isEmpty()) {
            throw new RowsMeetException();
        }
    }

    /** Locks the attributes by which these people were found; to be called when they are written. */
    void lock(Collection<Candidate> candidates) {
        Map<String, Candidate> byValue = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (Candidate candidate : candidates) {
            RowKey by = candidate.row.by();
            if (by != null && by.field().isAttribute() && candidate.isAccepted()) {
                byValue.put(by.value(), candidate);
                names.add(by.field().name());
            }
        }
        names.forEach(name -> lock(name, byValue));
    }

    private void lock(String name, Map<String, Candidate> byValue) {
        Map<String, String> locks = new HashMap<>();
        InParts.query(
                        byValue.keySet(),
                        values -> em
                                .createNamedQuery("rcAttributeKeys", Object[].class)
                                .setParameter("realm", realm.getId())
                                .setParameter("name", name)
                                .setParameter("values", values)
                                .getResultList()
                                .stream())
                .forEach(row -> locks.put((String) row[0], (String) row[1]));
        requireStale(name, locks, byValue);
        Set<String> stale = new HashSet<>();
        List<PersonAttributeKeyEntity> missing = new ArrayList<>();
        byValue.forEach((value, candidate) -> {
            String owner = locks.get(value);
            if (!candidate.userId.equals(owner)) {
                if (owner != null) {
                    stale.add(owner);
                }
                if (!candidate.isNew()) {
                    stale.add(candidate.userId);
                }
                missing.add(new PersonAttributeKeyEntity(
                        KeycloakModelUtils.generateId(), candidate.userId, realm.getId(), name, value));
            }
        });
        InParts.query(stale, users -> {
            em.createNamedQuery("rcDeleteAttributeKeysOfUsers")
                    .setParameter("name", name)
                    .setParameter("users", users)
                    .executeUpdate();
            return users.stream();
        });
        missing.forEach(em::persist);
        em.flush();
    }

    /**
     * A lock of somebody who does not carry the value any more is stale. Who does carry it was made after we looked for
     * that person.
     */
    private void requireStale(String name, Map<String, String> locks, Map<String, Candidate> byValue) {
        List<String> others = byValue.entrySet().stream()
                .filter(entry -> locks.containsKey(entry.getKey()))
                .filter(entry -> !entry.getValue().userId.equals(locks.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!others.isEmpty()) {
            Map<String, Set<String>> carriers = stored.carriersOf(name, others);
            for (String value : others) {
                if (carriers.getOrDefault(value, Set.of()).contains(locks.get(value))) {
                    throw new RowsMeetException();
                }
            }
        }
    }
}
