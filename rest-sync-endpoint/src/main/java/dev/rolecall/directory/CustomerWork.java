package dev.rolecall.directory;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessObjects;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GranterRights;
import dev.rolecall.access.OrganizationContext;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.RealmJob;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.idm.MembershipType;

/** What one request does to customers and deployments, in one transaction. */
final class CustomerWork {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final AccessWork access;
    private final OrganizationProvider organizations;

    private CustomerWork(KeycloakSession session, RealmModel realm, AccessWork access) {
        this.session = session;
        this.realm = realm;
        this.access = access;
        this.organizations = session.getProvider(OrganizationProvider.class);
    }

    static <T> T reading(KeycloakSessionFactory factory, Caller caller, Function<CustomerWork, T> work) {
        return RealmJob.in(
                factory,
                caller.realmId(),
                (session, realm) ->
                        work.apply(new CustomerWork(session, realm, AccessWork.reading(session, realm, caller))));
    }

    /** @param customer the alias of the one it is about */
    static <T> T writing(
            KeycloakSessionFactory factory, Caller caller, String customer, Function<CustomerWork, T> work) {
        return RealmJob.in(
                factory,
                caller.realmId(),
                (session, realm) -> work.apply(new CustomerWork(
                        session, realm, AccessWork.writing(session, realm, caller, List.of(customer)))));
    }

    KeycloakSession session() {
        return session;
    }

    RealmModel realm() {
        return realm;
    }

    AccessWork access() {
        return access;
    }

    GranterRights rights() {
        return access.rights();
    }

    /** The system too; a database that ignores case would find it for SYSTEM. */
    Optional<OrganizationModel> customer(String alias) {
        return Optional.ofNullable(organizations.getByAlias(alias))
                .filter(found -> found.getAlias().equals(alias));
    }

    /** By name, with the ids of their groups. */
    NavigableMap<String, String> deployments(String alias) {
        return alias.equals(AccessObject.SYSTEM_ALIAS) ? new TreeMap<>() : deploymentsOfCustomer(alias);
    }

    private NavigableMap<String, String> deploymentsOfCustomer(String alias) {
        AccessObjects objects = AccessProvider.of(session).objects(realm);
        return objects.deployments(alias).orElseGet(TreeMap::new);
    }

    OrganizationModel create(String alias, String name) {
        OrganizationModel created = organizations.create(name, alias);
        access.events().customer(OperationType.CREATE, created.getId());
        return created;
    }

    /** Whether something is different now. */
    boolean update(OrganizationModel customer, @Nullable String name, @Nullable Boolean enabled) {
        boolean changed = false;
        if (name != null && !name.equals(customer.getName())) {
            customer.setName(name);
            changed = true;
        }
        if (enabled != null && enabled != customer.isEnabled()) {
            customer.setEnabled(enabled);
            changed = true;
        }
        return changed;
    }

    void updated(OrganizationModel customer) {
        access.events().customer(OperationType.UPDATE, customer.getId());
    }

    /**
     * Keycloak deletes the accounts it manages with their organization; that is not ours to do. Who associates by way of
     * Rolecall waits from here on until the transaction ends.
     */
    boolean hasManagedMembers(OrganizationModel customer) {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery("select g from GroupEntity g where g.id = :id", GroupEntity.class)
                .setParameter("id", organizations.getOrganizationGroup(customer).getId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return organizations
                .getMembersStream(customer, Map.of(MembershipType.NAME, MembershipType.MANAGED.name()), null, 0, 1)
                .findAny()
                .isPresent();
    }

    void remove(OrganizationModel customer) {
        String id = customer.getId();
        organizations.remove(customer);
        access.events().customer(OperationType.DELETE, id);
    }

    /** False where another group has that name. */
    boolean createDeployment(OrganizationModel customer, String name) {
        return OrganizationContext.in(session, customer, () -> {
            boolean taken = organizations
                    .searchGroupsByName(customer, name, true, null, null)
                    .anyMatch(group -> group.getName().equals(name)
                            && group.getParentId() != null
                            && group.getParentId()
                                    .equals(organizations
                                            .getOrganizationGroup(customer)
                                            .getId()));
            if (!taken) {
                GroupModel group = organizations.createGroup(customer, name, null);
                access.events().deployment(OperationType.CREATE, customer.getId(), group.getId());
            }
            return !taken;
        });
    }

    void removeDeployment(OrganizationModel customer, String groupId) {
        OrganizationContext.run(session, customer, () -> {
            GroupModel group = session.groups().getGroupById(realm, groupId);
            if (group != null) {
                session.groups().removeGroup(realm, group);
            }
            access.events().deployment(OperationType.DELETE, customer.getId(), groupId);
        });
    }

    List<UserModel> members(OrganizationModel customer, int first, int max) {
        return organizations
                .getMembersStream(customer, Map.of(), null, first, max)
                .toList();
    }

    long countMembers(OrganizationModel customer) {
        return organizations.getMembersCount(customer);
    }
}
