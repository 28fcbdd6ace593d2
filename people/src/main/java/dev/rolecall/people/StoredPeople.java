package dev.rolecall.people;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
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

    private static final String PERSON =
            "u.id, u.username, u.email, u.firstName, u.lastName, u.enabled, u.serviceAccountClientLink, u.federationLink";
    private static final int PERSON_COLUMNS = 8;

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
        Set<String> ofProviders = new HashSet<>();
        Map<String, StoredPerson> people = new LinkedHashMap<>();
        Set<String> stale = new HashSet<>();
        for (Keyed keyed : keyed(usercodes)) {
            if (keyed.person().hasUsercode(keyed.usercode())) {
                people.put(keyed.usercode(), keyed.person());
                if (keyed.provider() != null) {
                    ofProviders.add(keyed.usercode());
                }
            } else {
                stale.add(keyed.person().id());
            }
        }
        Set<String> unknown = new HashSet<>(usercodes);
        unknown.removeAll(people.keySet());
        Map<String, List<String>> carriers = carriers(unknown);
        Map<String, StoredPerson> adopted = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        if (!carriers.isEmpty()) {
            Map<String, StoredPerson> carrying =
                    people(carriers.values().stream().flatMap(List::stream).toList());
            carriers.forEach((usercode, ids) -> {
                StoredPerson person = carrying.get(ids.get(0));
                if (ids.size() > 1 || person == null || !person.hasUsercode(usercode)) {
                    ambiguous.add(usercode);
                } else {
                    adopted.put(usercode, person);
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
            Map<String, StoredPerson> people, Set<String> unlocked, Set<String> ambiguous, Set<String> ofProviders) {}

    /** @param provider on whose word alone the person has the usercode, or null */
    private record Keyed(String usercode, @Nullable String provider, StoredPerson person) {}

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

    private List<Keyed> keyed(Collection<String> usercodes) {
        List<Object[]> rows = InParts.query(
                usercodes,
                codes -> em.createQuery(
                                "select " + PERSON + ", k.usercode, k.provider from PersonKeyEntity k join k.user u"
                                        + " where k.realmId = :realm and k.usercode in :codes and u.realmId = :realm",
                                Object[].class)
                        .setParameter("realm", realmId)
                        .setParameter("codes", codes)
                        .getResultStream());
        Map<String, Map<String, List<String>>> attributes = attributes(rows);
        return rows.stream()
                .map(row -> new Keyed(
                        (String) row[PERSON_COLUMNS], (String) row[PERSON_COLUMNS + 1], person(row, attributes)))
                .toList();
    }

    /** By id. */
    Map<String, StoredPerson> people(Collection<String> userIds) {
        List<Object[]> rows = InParts.query(
                userIds,
                ids -> em.createQuery(
                                "select " + PERSON + " from UserEntity u where u.id in :ids and u.realmId = :realm",
                                Object[].class)
                        .setParameter("ids", ids)
                        .setParameter("realm", realmId)
                        .getResultStream());
        Map<String, Map<String, List<String>>> attributes = attributes(rows);
        return rows.stream()
                .map(row -> person(row, attributes))
                .collect(Collectors.toMap(StoredPerson::id, Function.identity()));
    }

    private static StoredPerson person(Object[] row, Map<String, Map<String, List<String>>> attributes) {
        String id = (String) row[0];
        PersonState state = new PersonState(
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (Boolean) row[5],
                attributes.getOrDefault(id, Map.of()));
        return new StoredPerson(id, state, (String) row[6], (String) row[7]);
    }

    /** Of people whose id comes first, by id. */
    private Map<String, Map<String, List<String>>> attributes(List<Object[]> people) {
        Map<String, Map<String, List<String>>> attributes = new HashMap<>();
        InParts.query(
                        people.stream().map(row -> (String) row[0]).toList(),
                        ids -> em
                                .createQuery(
                                        "select a.user.id, a.name, a.value, a.longValue from UserAttributeEntity a"
                                                + " where a.user.id in :ids",
                                        Object[].class)
                                .setParameter("ids", ids)
                                .getResultList()
                                .stream())
                .forEach(row -> {
                    String value =
                            (String) (row[2] == null ? row[3] : row[2]); // one above 255 characters has its own column
                    if (value != null) {
                        attributes
                                .computeIfAbsent((String) row[0], id -> new HashMap<>())
                                .computeIfAbsent((String) row[1], name -> new ArrayList<>(1))
                                .add(value);
                    }
                });
        return attributes;
    }

    /**
     * The entities of people who are to change, by id.
     *
     * @throws RowsMeetException if one of them is not any more what the columns said
     */
    Map<String, UserEntity> asRead(Collection<StoredPerson> people) {
        Map<String, UserEntity> users =
                users(people.stream().map(StoredPerson::id).toList());
        for (StoredPerson person : people) {
            UserEntity user = users.get(person.id());
            if (user == null || !StoredPerson.of(user).equals(person)) {
                throw new RowsMeetException();
            }
        }
        return users;
    }

    private Map<String, UserEntity> users(Collection<String> userIds) {
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

    private List<String> keysOf(Collection<StoredPerson> people) {
        List<String> ids = people.stream().map(StoredPerson::id).toList();
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
    void unlock(String userId) {
        deleteKeys(List.of(userId));
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
        Optional<String> locked = keyed(List.of(usercode)).stream()
                .map(Keyed::person)
                .filter(person -> person.hasUsercode(usercode))
                .map(StoredPerson::id)
                .findFirst();
        List<String> ids =
                locked.map(List::of).orElseGet(() -> carriers(List.of(usercode)).getOrDefault(usercode, List.of()));
        return ids.size() == 1
                ? Optional.ofNullable(users(ids).get(ids.get(0)))
                        .filter(user -> StoredPerson.of(user).hasUsercode(usercode))
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
