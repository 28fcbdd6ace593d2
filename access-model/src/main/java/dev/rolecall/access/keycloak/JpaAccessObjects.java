package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessObject;
import dev.rolecall.access.AccessObjects;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Lists customers past Keycloak's organization provider, which sorts by name and counts the system in. */
final class JpaAccessObjects implements AccessObjects {
    private static final String CUSTOMERS = "from OrganizationEntity o where o.realmId = :realm and o.alias <> :system";

    private final EntityManager em;
    private final String realmId;

    JpaAccessObjects(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    @Override
    public long countCustomers() {
        return em.createQuery("select count(o) " + CUSTOMERS, Long.class)
                .setParameter("realm", realmId)
                .setParameter("system", AccessObject.SYSTEM_ALIAS)
                .getSingleResult();
    }

    @Override
    public List<String> customers(int first, int max) {
        return em.createQuery("select o.alias " + CUSTOMERS + " order by o.alias", String.class)
                .setParameter("realm", realmId)
                .setParameter("system", AccessObject.SYSTEM_ALIAS)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    @Override
    public Optional<NavigableMap<String, String>> deployments(String customer) {
        return OrganizationTree.read(em, realmId, customer).map(tree -> new TreeMap<>(tree.deployments()));
    }
}
