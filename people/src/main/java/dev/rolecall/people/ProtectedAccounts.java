package dev.rolecall.people;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Which accounts no row may change: whoever administers the realm, the accounts of services, marked accounts, and users
 * who belong to a federation provider. The administrative roles are followed upwards once per chunk (composites,
 * groups, subgroups), so that a chunk costs the same few queries whatever its people hold.
 */
final class ProtectedAccounts {
    /** Its roles open the integration API: who has one sends people or reads them. */
    private static final String ROLECALL_CLIENT = "rolecall";

    private final EntityManager em;
    private final RealmModel realm;

    ProtectedAccounts(EntityManager em, RealmModel realm) {
        this.em = em;
        this.realm = realm;
    }

    /** Why this user may not be changed; empty if the user may. */
    Optional<String> reason(UserEntity user) {
        return Optional.ofNullable(reasons(List.of(StoredPerson.of(user))).get(user.getId()));
    }

    /** Why each of these people may not be changed, by id; who may be changed is not in it. */
    Map<String, String> reasons(Collection<StoredPerson> people) {
        if (people.isEmpty()) {
            return Map.of();
        }
        Set<String> administrators = administrators(people);
        Map<String, String> reasons = new HashMap<>();
        people.forEach(person -> reason(person, administrators).ifPresent(why -> reasons.put(person.id(), why)));
        return reasons;
    }

    private static Optional<String> reason(StoredPerson person, Set<String> administrators) {
        if (person.service() != null) {
            return Optional.of("is the account of a service");
        }
        if (administrators.contains(person.id())) {
            return Optional.of("administers the realm");
        }
        if (person.federation() != null) {
            return Optional.of("is managed by a user federation provider");
        }
        boolean marked = person.attributes().getOrDefault(AttributeName.PROTECTED, List.of()).stream()
                .anyMatch("true"::equalsIgnoreCase);
        return marked ? Optional.of("is marked as protected") : Optional.empty();
    }

    private Set<String> administrators(Collection<StoredPerson> people) {
        List<String> ids = people.stream().map(StoredPerson::id).toList();
        Set<String> roles = administrativeRoles();
        Set<String> groups = groupsWith(roles);
        Set<String> found = holders(
                "select distinct m.user.id from UserRoleMappingEntity m where m.user.id in :users and m.roleId in :held",
                ids,
                roles);
        found.addAll(holders(
                "select distinct m.user.id from UserGroupMembershipEntity m where m.user.id in :users and m.groupId in :held",
                ids,
                groups));
        return found;
    }

    private Set<String> holders(String query, List<String> users, Set<String> held) {
        return new HashSet<>(InParts.query(
                held,
                part -> InParts.query(
                        users,
                        ids -> em
                                .createQuery(query, String.class)
                                .setParameter("users", ids)
                                .setParameter("held", part)
                                .getResultList()
                                .stream())
                        .stream()));
    }

    private Set<String> administrativeRoles() {
        List<String> roles = isMaster() ? rolesOfMaster() : rolesOfRealmManagement();
        return closure(
                roles,
                part -> em.createQuery(
                                "select distinct c.parentRole.id from CompositeRoleEntity c where c.childRole.id in :part",
                                String.class)
                        .setParameter("part", part)
                        .getResultList());
    }

    private boolean isMaster() {
        return realm.getName().equals(Config.getAdminRealm());
    }

    private List<String> rolesOfRealmManagement() {
        return em.createQuery(
                        "select r.id from RoleEntity r where r.clientId in"
                                + " (select c.id from ClientEntity c where c.realmId = :realm and c.clientId in :clients)",
                        String.class)
                .setParameter("realm", realm.getId())
                .setParameter("clients", List.of(Constants.REALM_MANAGEMENT_CLIENT_ID, ROLECALL_CLIENT))
                .getResultList();
    }

    private List<String> rolesOfMaster() {
        return em.createQuery(
                        "select r.id from RoleEntity r where r.realmId = :realm and"
                                + " (r.clientRole = false and r.name in :names or r.clientId in"
                                + " (select c.id from ClientEntity c where c.realmId = :realm and (c.clientId like :clients or c.clientId = :rolecall)))",
                        String.class)
                .setParameter("realm", realm.getId())
                .setParameter("names", List.of(AdminRoles.ADMIN, AdminRoles.CREATE_REALM))
                .setParameter("clients", "%-realm")
                .setParameter("rolecall", ROLECALL_CLIENT)
                .getResultList();
    }

    /** Realm and organization groups: with the user cache off the roles of the latter reach the whole realm too. */
    private Set<String> groupsWith(Set<String> roles) {
        List<String> direct = InParts.query(
                roles,
                part -> em
                        .createQuery(
                                "select distinct m.group.id from GroupRoleMappingEntity m where m.roleId in :part",
                                String.class)
                        .setParameter("part", part)
                        .getResultList()
                        .stream());
        return closure(
                direct,
                part -> em.createQuery(
                                "select g.id from GroupEntity g where g.realm = :realm and g.parentId in :part",
                                String.class)
                        .setParameter("realm", realm.getId())
                        .setParameter("part", part)
                        .getResultList());
    }

    /** Level by level; ends because nothing is asked about twice. */
    private static Set<String> closure(Collection<String> start, Function<List<String>, List<String>> next) {
        Set<String> all = new HashSet<>(start);
        Set<String> level = all;
        while (!level.isEmpty()) {
            Set<String> further = new HashSet<>(InParts.query(level, part -> next.apply(part).stream()));
            further.removeAll(all);
            all.addAll(further);
            level = further;
        }
        return all;
    }
}
