package dev.rolecall.people;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.GrantBatch;
import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.GrantRules;
import dev.rolecall.access.Wanted;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.UserStorageUtil;

/**
 * People whom their source does not name any more leave, in the transaction of one session: the account is disabled, its
 * sessions end, and what imports and syncs gave is taken away. What others gave stays, as does the account itself.
 */
public final class Departure {
    private static final Wanted NOTHING = new Wanted(List.of(), List.of(), List.of());

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UpsertRules rules;
    private final KeyField key;
    private final EntityManager em;

    /** @param key by which the source names people */
    public Departure(KeycloakSession session, RealmModel realm, UpsertRules rules, KeyField key) {
        this.session = session;
        this.realm = realm;
        this.rules = rules;
        this.key = key;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Whether a failure says that somebody of these people cannot leave, so that the others still can. */
    public static boolean isRefusal(Throwable failure) {
        return RowFault.behind(failure).isPresent();
    }

    /**
     * @param named which of these keys the source names: whoever has one stays
     * @return why each one who stays does, by user id; whoever is not in it has left
     */
    public Map<String, StayReason> of(Collection<String> userIds, UnaryOperator<Set<String>> named) {
        Map<String, UserEntity> users = new StoredPeople(em, realm.getId()).withIds(userIds);
        Map<String, StayReason> staying = new HashMap<>();
        userIds.stream()
                .filter(id -> !users.containsKey(id))
                .forEach(id -> staying.put(id, StayReason.NO_LONGER_THERE));
        Set<String> keys = new HashSet<>();
        users.values().forEach(user -> keys.addAll(keys(user)));
        Set<String> present = named.apply(keys);
        users.values().stream()
                .filter(user -> keys(user).stream().anyMatch(present::contains))
                .forEach(user -> staying.put(user.getId(), StayReason.NAMED));
        new ProtectedAccounts(em, realm)
                .reasons(users.values().stream().map(StoredPerson::of).toList())
                .keySet()
                .forEach(id -> staying.put(id, StayReason.PROTECTED_ACCOUNT));
        users.keySet().removeAll(staying.keySet());
        GrantBatch grants = AccessProvider.of(session).grants(realm, takingOnly(rules.grants()));
        grants.load(users.keySet());
        users.keySet().stream()
                .filter(grants::holdsMoreThanCeiling)
                .forEach(id -> staying.put(id, StayReason.PROTECTED_ACCOUNT));
        users.keySet().removeAll(staying.keySet());
        leave(users.values(), grants);
        return staying;
    }

    private List<String> keys(UserEntity user) {
        return key.isUsername()
                ? List.of(user.getUsername())
                : StoredPeople.attributes(user)
                        .getOrDefault(key.isUsercode() ? AttributeName.USERCODE : key.name(), List.of());
    }

    /** Authority over what others gave ends with the last row: nobody says any more what the person is to hold. */
    private static GrantRules takingOnly(GrantRules rules) {
        return new GrantRules(rules.origin(), rules.ceiling(), false, false);
    }

    private void leave(Collection<UserEntity> users, GrantBatch grants) {
        if (users.isEmpty()) {
            return;
        }
        Map<UserEntity, GrantPlan> plans = new LinkedHashMap<>();
        for (UserEntity user : users) {
            GrantPlan plan = grants.plan(user.getId(), NOTHING);
            if (user.isEnabled() || !plan.isEmpty()) {
                user.setLastModifiedTimestamp(Time.currentTimeMillis());
                plans.put(user, plan);
            }
            user.setEnabled(false);
            user.setNotBefore(Math.toIntExact(Time.currentTimeMillis() / 1_000)); // RFC 7519 seconds, as in tokens
        }
        em.flush();
        AdminEvents events = rules.trace().events() ? new AdminEvents(session, realm, rules.actor()) : null;
        UserCache cache = UserStorageUtil.userCache(session);
        for (UserEntity user : users) {
            UserAdapter adapter = new UserAdapter(session, realm, em, user);
            GrantPlan plan = plans.get(user);
            if (plan != null && !plan.isEmpty()) {
                grants.apply(plan, adapter);
            }
            if (cache != null) {
                cache.evict(realm, adapter);
            }
            Sessions.end(session, realm, adapter);
            if (events != null && plan != null) {
                events.updated(user.getId(), () -> Writing.representation(user));
            }
        }
        em.flush();
    }
}
