package dev.rolecall.people;

import dev.rolecall.people.jpa.PersonKeyEntity;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserAttributeEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/** The people of a realm as they are stored, many at a time. */
final class StoredPeople {
    /** Keycloak's model has these among the attributes too. */
    private static final Set<String> FIELDS =
            Set.of(UserModel.USERNAME, UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

    private final EntityManager em;
    private final String realmId;

    StoredPeople(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    /**
     * Who has these usercodes. A key row counts if the user's attribute agrees; otherwise it is stale and deleted, and
     * the attribute alone tells.
     */
    Found withUsercodes(Collection<String> usercodes) {
        Map<String, Key> keys = keys(usercodes);
        Map<String, UserEntity> byId =
                users(keys.values().stream().map(Key::userId).toList());
        Set<String> ofProviders = new HashSet<>();
        Map<String, UserEntity> people = new LinkedHashMap<>();
        Set<String> stale = new HashSet<>();
        keys.forEach((usercode, key) -> {
            UserEntity user = byId.get(key.userId());
            if (user != null && hasUsercode(user, usercode)) {
                people.put(usercode, user);
                if (key.provider() != null) {
                    ofProviders.add(usercode);
                }
            } else {
                stale.add(key.userId());
            }
        });
        Set<String> unknown = new HashSet<>(usercodes);
        unknown.removeAll(people.keySet());
        Map<String, List<String>> carriers = carriers(unknown);
        Map<String, UserEntity> adopted = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        if (!carriers.isEmpty()) {
            Map<String, UserEntity> loaded =
                    users(carriers.values().stream().flatMap(List::stream).toList());
            carriers.forEach((usercode, ids) -> {
                UserEntity user = loaded.get(ids.get(0));
                if (ids.size() > 1 || user == null || !hasUsercode(user, usercode)) {
                    ambiguous.add(usercode);
                } else {
                    adopted.put(usercode, user);
                }
            });
            stale.addAll(keysOf(adopted.values()));
        }
        if (!stale.isEmpty()) {
            deleteKeys(stale);
        }
        people.putAll(adopted);
        return new Found(people, adopted.keySet(), ambiguous, ofProviders);
    }

    /**
     * @param people      by usercode
     * @param unlocked    usercodes of people without a key row
     * @param ambiguous   usercodes that several users carry, or one who carries others besides
     * @param ofProviders usercodes that people have on the word of an identity provider alone
     */
    record Found(
            Map<String, UserEntity> people, Set<String> unlocked, Set<String> ambiguous, Set<String> ofProviders) {}

    private record Key(String userId, @Nullable String provider) {}

    /** Usernames that are taken, and the ids of who has them. */
    Map<String, Set<String>> usernames(Collection<String> usernames) {
        return owners(
                "select u.username, u.id from UserEntity u where u.realmId = :realm and u.username in :values",
                usernames);
    }

    /** Values of an attribute, and the ids of who has them. */
    Map<String, Set<String>> carriersOf(String attribute, Collection<String> values) {
        return carriers(attribute, values).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, carriers -> Set.copyOf(carriers.getValue())));
    }

    /** E-mails that are taken, and the ids of who has them. */
    Map<String, Set<String>> emails(Collection<String> emails) {
        return owners("select u.email, u.id from UserEntity u where u.realmId = :realm and u.email in :values", emails);
    }

    /** Those of these users that are in the realm, by id. */
    Map<String, UserEntity> withIds(Collection<String> userIds) {
        return new HashMap<>(users(userIds));
    }

    /** The password of each of these users who has one, by user id. */
    Map<String, CredentialEntity> passwords(Collection<String> userIds) {
        return InParts.query(
                        userIds,
                        ids -> em.createQuery(
                                        "select c from CredentialEntity c where c.user.id in :users and c.type = :type",
                                        CredentialEntity.class)
                                .setParameter("users", ids)
                                .setParameter("type", PasswordCredentialModel.TYPE)
                                .getResultStream())
                .stream()
                .collect(Collectors.toMap(c -> c.getUser().getId(), Function.identity(), (a, b) -> a));
    }

    static PersonState state(UserEntity user) {
        return new PersonState(
                user.getUsername(),
                user.getEmail(),
                user.getFirstName(),
                user.getLastName(),
                user.isEnabled(),
                attributes(user));
    }

    /** A user as Keycloak's model has it: from its cache, where that is warm. */
    static PersonState state(UserModel user) {
        Map<String, List<String>> attributes = new LinkedHashMap<>(user.getAttributes());
        attributes.keySet().removeAll(FIELDS);
        return new PersonState(
                user.getUsername(),
                user.getEmail(),
                user.getFirstName(),
                user.getLastName(),
                user.isEnabled(),
                attributes);
    }

    static Map<String, List<String>> attributes(UserEntity user) {
        return user.getAttributes().stream()
                .filter(a -> a.getValue() != null)
                .collect(Collectors.groupingBy(
                        UserAttributeEntity::getName,
                        Collectors.mapping(UserAttributeEntity::getValue, Collectors.toList())));
    }

    private static boolean hasUsercode(UserEntity user, String usercode) {
        return attributes(user).getOrDefault(AttributeName.USERCODE, List.of()).equals(List.of(usercode));
    }

    private Map<String, Key> keys(Collection<String> usercodes) {
        return InParts.query(
                        usercodes,
                        codes -> em.createNamedQuery("rcPersonKeysByUsercodes", Object[].class)
                                .setParameter("realm", realmId)
                                .setParameter("codes", codes)
                                .getResultStream())
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> new Key((String) row[1], (String) row[2])));
    }

    /** By id. */
    Map<String, UserEntity> users(Collection<String> userIds) {
        return InParts.query(
                        userIds,
                        ids -> em
                                .createQuery(
                                        "select u from UserEntity u left join fetch u.attributes where u.id in :ids and u.realmId = :realm",
                                        UserEntity.class)
                                .setParameter("ids", ids)
                                .setParameter("realm", realmId)
                                .getResultList()
                                .stream())
                .stream()
                .collect(Collectors.toMap(UserEntity::getId, Function.identity(), (a, b) -> a));
    }

    private Map<String, List<String>> carriers(Collection<String> usercodes) {
        return carriers(AttributeName.USERCODE, usercodes);
    }

    private Map<String, List<String>> carriers(String attribute, Collection<String> usercodes) {
        return InParts.query(
                        usercodes,
                        codes -> em.createQuery(
                                        "select a.value, a.user.id from UserAttributeEntity a where a.name = :name"
                                                + " and a.value in :codes and a.user.realmId = :realm",
                                        Object[].class)
                                .setParameter("name", attribute)
                                .setParameter("codes", codes)
                                .setParameter("realm", realmId)
                                .getResultStream())
                .stream()
                .filter(row -> usercodes.contains((String) row[0])) // databases that ignore case find more
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toList())));
    }

    private List<String> keysOf(Collection<UserEntity> users) {
        List<String> ids = users.stream().map(UserEntity::getId).toList();
        return InParts.query(
                ids,
                part -> em.createNamedQuery("rcPersonKeysOfUsers", String.class)
                        .setParameter("users", part)
                        .getResultStream());
    }

    /** At once and not by the flush, which would insert the new rows first. */
    private void deleteKeys(Collection<String> userIds) {
        InParts.query(userIds, ids -> {
            em.createNamedQuery("rcDeletePersonKeysOfUsers")
                    .setParameter("users", ids)
                    .executeUpdate();
            return ids.stream();
        });
    }

    /** Whatever usercode it was for. */
    void unlock(UserEntity user) {
        deleteKeys(List.of(user.getId()));
    }

    /** @param provider on whose word alone the user has the usercode; null for none */
    void lock(UserEntity user, String usercode, @Nullable String provider) {
        em.persist(new PersonKeyEntity(user, usercode, provider));
    }

    /** Nothing that is changed of this user from now on is written. */
    void letGo(UserEntity user) {
        user.getAttributes().forEach(em::detach);
        em.detach(user);
    }

    /** A row has said that these users are whom their usercodes name. */
    void takeOver(Collection<String> userIds) {
        InParts.query(userIds, ids -> {
            em.createNamedQuery("rcTakeOverPersonKeys")
                    .setParameter("users", ids)
                    .executeUpdate();
            return ids.stream();
        });
    }

    Optional<UserEntity> withUsercode(String usercode) {
        Map<String, Key> keys = keys(List.of(usercode));
        Optional<UserEntity> locked = Optional.ofNullable(keys.get(usercode))
                .map(key -> users(List.of(key.userId())).get(key.userId()))
                .filter(user -> hasUsercode(user, usercode));
        if (locked.isPresent()) {
            return locked;
        }
        List<String> carriers = carriers(List.of(usercode)).getOrDefault(usercode, List.of());
        return carriers.size() == 1
                ? Optional.ofNullable(users(carriers).get(carriers.get(0))).filter(u -> hasUsercode(u, usercode))
                : Optional.empty();
    }

    private Map<String, Set<String>> owners(String query, Collection<String> values) {
        return InParts.query(
                        values,
                        part -> em.createQuery(query, Object[].class)
                                .setParameter("realm", realmId)
                                .setParameter("values", part)
                                .getResultStream())
                .stream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toSet())));
    }
}
