package dev.rolecall.access.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.AccessProvider.Ended;
import dev.rolecall.access.Ceiling;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Origin;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * Clears away what is expired. It gave nothing any more since its time came; this ends the memberships, through
 * Keycloak's own calls, so that the console shows it too and it cannot come back with a new association.
 */
final class Expiry {
    private static final String USERS = """
            select distinct o.userId from GrantOriginEntity o
            where o.realmId = :realm and o.expiresAt <= :now and o.userId > :after order by o.userId
            """;

    private static final String NOTES =
            "select o from GrantOriginEntity o where o.realmId = :realm and o.userId in :users and o.expiresAt <= :now order by o.userId, o.groupId";

    private static final String WITHOUT_MEMBERSHIP = """
            delete from GrantOriginEntity o where o.realmId = :realm and o.userId in :users and o.expiresAt <= :now
              and not exists (select 1 from UserGroupMembershipEntity m where m.user.id = o.userId and m.groupId = o.groupId)
            """;

    /** Nothing is given here, so it is no source's name. */
    private static final GrantRules RULES =
            new GrantRules(new Origin(Origin.Kind.CONSOLE, null), Ceiling.DEFAULT, false);

    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;
    private final long now = Time.currentTimeMillis();

    Expiry(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
    }

    List<String> users(String after, int most) {
        return em.createQuery(USERS, String.class)
                .setParameter("realm", realm.getId())
                .setParameter("now", now)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
    }

    /** The notes are locked first: what gets another end meanwhile either waits for this, or is not expired any more. */
    List<Ended> end(Collection<String> userIds) {
        SortedSet<String> expired = new TreeSet<>();
        em.createQuery(NOTES, GrantOriginEntity.class)
                .setParameter("realm", realm.getId())
                .setParameter("users", userIds)
                .setParameter("now", now)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .forEach(note -> expired.add(note.getUserId()));
        if (expired.isEmpty()) {
            return List.of();
        }
        GrantBatch grants = AccessProvider.of(session).grants(realm, RULES);
        grants.load(expired);
        List<Ended> ended = new ArrayList<>();
        expired.forEach(id -> end(grants, id, ended));
        em.flush();
        em.createQuery(WITHOUT_MEMBERSHIP)
                .setParameter("realm", realm.getId())
                .setParameter("users", expired)
                .setParameter("now", now)
                .executeUpdate();
        return ended;
    }

    private void end(GrantBatch grants, String userId, List<Ended> ended) {
        GrantPlan plan = grants.planExpired(userId);
        UserModel user = session.users().getUserById(realm, userId);
        if (user == null || plan.isEmpty()) {
            return;
        }
        grants.apply(plan, user);
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, user);
        }
        if (!plan.removed().isEmpty()) {
            ended.add(new Ended(userId, plan.removed()));
        }
    }
}
