package dev.rolecall.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may give and take, and whose access he sees. He needs ADMIN or SUPER on the object or above, by a
 * default role in force, and gives at most his own type there, to others than himself. He sees the people of customers
 * he administers, and nobody else's. Immutable.
 */
public final class GranterRights {
    /** Of an administrator, whom Keycloak's own permissions let in: the rules of the model are his only limit. */
    public static final GranterRights UNLIMITED = new GranterRights(null, AccessDocument.NOTHING);

    private final @Nullable String granterId;
    private final AccessDocument access;

    private GranterRights(@Nullable String granterId, AccessDocument access) {
        this.granterId = granterId;
        this.access = access;
    }

    /**
     * @param granterId the person, or the service account
     * @param access    what he holds, narrowed as his token is
     */
    public static GranterRights of(String granterId, AccessDocument access) {
        return new GranterRights(granterId, access);
    }

    /** Whether he holds ADMIN or SUPER there or above. */
    public boolean administers(AccessObject object) {
        return mayChange(RoleType.ADMIN, object);
    }

    /** Whether he may give and take what is of this type there. */
    public boolean mayChange(RoleType type, AccessObject object) {
        return granterId == null
                || highestOn(object)
                        .filter(own -> own.includes(RoleType.ADMIN) && own.includes(type))
                        .isPresent();
    }

    /** Nobody makes his own grants last longer; ending them is another matter. */
    public boolean mayGiveTo(String userId) {
        return !userId.equals(granterId);
    }

    /** Whether he may make and remove customers, and sees everybody. */
    public boolean administersEverything() {
        return administers(new AccessObject.TheSystem());
    }

    /** Whether he administers the customer or one of its deployments; for the system's alias, the system. */
    public boolean isActiveIn(String alias) {
        return administers(AccessObject.ofOrganization(alias))
                || deploymentsOf(alias).anyMatch(name -> administers(new AccessObject.Deployment(alias, name)));
    }

    /** @param associations aliases of the customers, and of the system, that the person is associated with */
    public boolean sees(Collection<String> associations) {
        return administersEverything()
                || associations.stream()
                        .filter(alias -> !alias.equals(AccessObject.SYSTEM_ALIAS))
                        .anyMatch(this::isActiveIn);
    }

    /** The aliases of the customers he sees; nothing where he sees all. */
    public Optional<Set<String>> customers() {
        if (administersEverything()) {
            return Optional.empty();
        }
        return Optional.of(
                access.customers().keySet().stream().filter(this::isActiveIn).collect(Collectors.toSet()));
    }

    private Stream<String> deploymentsOf(String alias) {
        CustomerAccess customer = access.customers().get(alias);
        return customer == null ? Stream.of() : customer.deployments().keySet().stream();
    }

    private Optional<RoleType> highestOn(AccessObject object) {
        Stream<RoleType> held = types(access.system());
        CustomerAccess customer = access.customers().get(object.organization());
        if (customer != null && !(object instanceof AccessObject.TheSystem)) {
            held = Stream.concat(held, types(customer.own()));
            if (object instanceof AccessObject.Deployment deployment) {
                held = Stream.concat(
                        held, types(customer.deployments().getOrDefault(deployment.name(), ObjectAccess.NONE)));
            }
        }
        return held.max(Comparator.naturalOrder());
    }

    private static Stream<RoleType> types(ObjectAccess access) {
        Set<String> roles = access.roles();
        return roles.stream().map(RoleType::named).flatMap(Optional::stream);
    }
}
