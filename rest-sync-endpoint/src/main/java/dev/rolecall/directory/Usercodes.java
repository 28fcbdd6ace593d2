package dev.rolecall.directory;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The usercodes of many people in one query. */
final class Usercodes {
    static final String ATTRIBUTE = "usercode";

    private static final String QUERY =
            "select a.user.id as user, a.value as code from UserAttributeEntity a where a.name = :name and a.user.id in :users";

    private Usercodes() {}

    /** By user id; who has none or several is not in it. */
    static Map<String, String> of(KeycloakSession session, Collection<String> userIds) {
        if (userIds.isEmpty()) {
            return Map.of();
        }
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        Map<String, String> usercodes = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Tuple row : em.createQuery(QUERY, Tuple.class)
                .setParameter("name", ATTRIBUTE)
                .setParameter("users", Set.copyOf(userIds))
                .getResultList()) {
            String user = row.get("user", String.class);
            String code = row.get("code", String.class);
            if (code != null && usercodes.put(user, code) != null) {
                several.add(user);
            }
        }
        usercodes.keySet().removeAll(several);
        return usercodes;
    }
}
