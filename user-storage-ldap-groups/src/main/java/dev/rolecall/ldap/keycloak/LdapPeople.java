package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.Evidence;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.LDAPConstants;
import org.keycloak.models.jpa.entities.ComponentEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/** The stored facts about people, in the transaction of one session. */
final class LdapPeople {
    private static final String ENTRIES =
            "select u.id as user, a.value as entry from UserEntity u join u.attributes a where a.name = '"
                    + LDAPConstants.LDAP_ID + "'";

    private final EntityManager em;

    /** Those of whom many were asked for together and nothing was there. */
    private final Set<LdapPersonEntity.Key> unknown = new HashSet<>();

    private LdapPeople(EntityManager em) {
        this.em = em;
    }

    static LdapPeople of(KeycloakSession session) {
        return new LdapPeople(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    /**
     * Lets one transaction at a time change what a person holds by groups.
     *
     * @return whether there is such a person in the database; not where import is off
     */
    boolean hold(String userId) {
        return !hold(List.of(userId)).isEmpty();
    }

    /**
     * The same for several people, always in one order. What was read of them before may have changed meanwhile: only
     * {@link #known} reads it anew.
     *
     * @return who is there
     */
    Set<String> hold(Collection<String> userIds) {
        em.flush(); // a person may be imported by this very transaction
        if (userIds.isEmpty()) {
            return Set.of();
        }
        return em.createQuery("select u from UserEntity u where u.id in :users order by u.id", UserEntity.class)
                .setParameter("users", userIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .map(UserEntity::getId)
                .collect(Collectors.toSet());
    }

    /** In one query; whoever asks for one of them in this session then needs none. */
    void read(Collection<String> userIds) {
        if (!userIds.isEmpty()) {
            em.createQuery("select u from UserEntity u where u.id in :users", UserEntity.class)
                    .setParameter("users", userIds)
                    .getResultList();
        }
    }

    /**
     * When the directory was last asked for the whole answer about the person. It reads the column alone: who asks this does
     * not hold the person yet, and the row would be answered later as it was read now.
     */
    Optional<Instant> checkedAt(String userId, String mapperId) {
        return em.createNamedQuery("rolecallLdapPersonCheckedAt", Long.class)
                .setParameter("user", userId)
                .setParameter("mapper", mapperId)
                .getResultStream()
                .findFirst()
                .map(Instant::ofEpochMilli);
    }

    private Optional<LdapPersonEntity> find(String userId, String mapperId) {
        return Optional.ofNullable(em.find(LdapPersonEntity.class, new LdapPersonEntity.Key(userId, mapperId)));
    }

    /** @param at when the directory was asked for the answer */
    record Known(PersonFacts facts, Instant at) {}

    /** By user id, in one query, and as the database has it now whatever this session read before. */
    Map<String, Known> known(Collection<String> userIds, String mapperId) {
        em.flush();
        userIds.forEach(user -> {
            LdapPersonEntity.Key key = new LdapPersonEntity.Key(user, mapperId);
            em.detach(em.getReference(LdapPersonEntity.class, key));
            unknown.add(key);
        });
        Map<String, Known> known = new HashMap<>();
        em.createNamedQuery("rolecallLdapPeople", LdapPersonEntity.class)
                .setParameter("mapper", mapperId)
                .setParameter("users", userIds)
                .getResultStream()
                .forEach(person -> {
                    known.put(person.getUserId(), new Known(person.getFacts(), person.getCheckedAt()));
                    unknown.remove(new LdapPersonEntity.Key(person.getUserId(), mapperId));
                });
        return known;
    }

    /** Ids of plain roles that other mappers gave people, by user id. */
    Map<String, Set<String>> rolesOfOthers(Collection<String> userIds, String mapperId) {
        Map<String, Set<String>> roles = new HashMap<>();
        if (!userIds.isEmpty()) {
            em.createNamedQuery("rolecallLdapFactsOfOthers", Tuple.class)
                    .setParameter("mapper", mapperId)
                    .setParameter("users", userIds)
                    .getResultStream()
                    .forEach(row -> roles.computeIfAbsent(row.get("user", String.class), user -> new HashSet<>())
                            .addAll(PersonFacts.of(row.get("facts", String.class))
                                    .roles()));
        }
        return roles;
    }

    /** What each mapper knows of a person. */
    List<PersonFacts> factsOf(String userId) {
        return em.createNamedQuery("rolecallLdapPeopleOfUser", LdapPersonEntity.class)
                .setParameter("user", userId)
                .getResultStream()
                .map(LdapPersonEntity::getFacts)
                .toList();
    }

    /** Why each mapper gave a person what it gave, as of its last answer. */
    List<Evidence> evidenceOf(String userId) {
        return em.createNamedQuery("rolecallLdapPeopleOfUser", LdapPersonEntity.class)
                .setParameter("user", userId)
                .getResultStream()
                .flatMap(person ->
                        PersonFacts.evidence(person.getFacts().given(), person.getMapperId(), person.getCheckedAt())
                                .stream())
                .toList();
    }

    /** Imported people of a provider with the id of their entry, by user id; an empty answer after the last. */
    Map<String, String> ofProvider(String realmId, String providerId, String after, int most) {
        return entries(em.createQuery(
                        ENTRIES
                                + " and u.realmId = :realm and u.federationLink = :provider and u.id > :after order by u.id",
                        Tuple.class)
                .setParameter("realm", realmId)
                .setParameter("provider", providerId)
                .setParameter("after", after)
                .setMaxResults(most));
    }

    Map<String, String> entriesOf(Collection<String> userIds) {
        return entries(em.createQuery(ENTRIES + " and u.id in :users order by u.id", Tuple.class)
                .setParameter("users", userIds));
    }

    private static Map<String, String> entries(TypedQuery<Tuple> query) {
        Map<String, String> entries = new LinkedHashMap<>();
        query.getResultStream()
                .forEach(row -> entries.put(row.get("user", String.class), row.get("entry", String.class)));
        return entries;
    }

    void checked(String userId, String mapperId, PersonFacts facts, Instant at) {
        boolean isUnknown = unknown.remove(new LdapPersonEntity.Key(userId, mapperId));
        Optional<LdapPersonEntity> known = isUnknown ? Optional.empty() : find(userId, mapperId);
        known.ifPresentOrElse(
                person -> person.checked(facts, at),
                () -> em.persist(new LdapPersonEntity(userId, mapperId, facts, at)));
    }

    /** Nothing of a mapper that was removed while its sync ran. */
    void report(String mapperId, SyncReport report, Instant at) {
        if (em.find(ComponentEntity.class, mapperId) == null) {
            return;
        }
        LdapReportEntity known = em.find(LdapReportEntity.class, mapperId);
        LdapReportEntity row = known == null ? new LdapReportEntity(mapperId) : known;
        row.replace(at, report.json(), report.state(), report.heldPeople());
        if (known == null) {
            em.persist(row);
        }
    }

    /**
     * Nobody else ends a sync or decides before this transaction is over.
     *
     * @return whether anything of the last sync waited for a decision
     */
    boolean reject(String mapperId) {
        LdapReportEntity report = em.find(LdapReportEntity.class, mapperId, LockModeType.PESSIMISTIC_WRITE);
        return report != null && report.reject();
    }

    /** Of the last sync. */
    Optional<LdapReportEntity> report(String mapperId) {
        return Optional.ofNullable(em.find(LdapReportEntity.class, mapperId));
    }

    /** Imported people of a provider by the id of their entry. */
    Map<String, String> byEntry(String realmId, String providerId, Collection<String> entries) {
        Map<String, String> users = new HashMap<>();
        if (!entries.isEmpty()) {
            em.createQuery(
                            ENTRIES
                                    + " and u.realmId = :realm and u.federationLink = :provider and a.value in :entries",
                            Tuple.class)
                    .setParameter("realm", realmId)
                    .setParameter("provider", providerId)
                    .setParameter("entries", entries)
                    .getResultStream()
                    .forEach(row -> users.put(row.get("entry", String.class), row.get("user", String.class)));
        }
        return users;
    }

    /** Some of the people a mapper knows, by id and after that one. */
    List<String> knownTo(String mapperId, String after, int most) {
        return em.createNamedQuery("rolecallLdapPeopleOfMapper", String.class)
                .setParameter("mapper", mapperId)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * A mapper that knows a person.
     *
     * @param provider the one the person comes from now; null for somebody who was unlinked
     */
    record Knowing(String mapper, @Nullable String provider) {}

    List<Knowing> mappersOf(String userId) {
        return em.createNamedQuery("rolecallLdapMappersOfUser", Tuple.class)
                .setParameter("user", userId)
                .getResultStream()
                .map(row -> new Knowing(row.get("mapper", String.class), row.get("provider", String.class)))
                .toList();
    }

    void forget(String userId, String mapperId) {
        find(userId, mapperId).ifPresent(em::remove);
    }
}
