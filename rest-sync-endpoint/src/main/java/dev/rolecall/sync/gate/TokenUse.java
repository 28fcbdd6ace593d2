package dev.rolecall.sync.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;

/** The one use of a token that may be used once. */
public record TokenUse(String jti, long expiresAt) {
    /** What a token's own clock may be behind. */
    private static final long LEEWAY = 10;

    private static final long WITHOUT_EXPIRY = Duration.ofDays(1).toSeconds();

    static TokenUse of(String jti, @Nullable Long exp) {
        return new TokenUse(jti, exp == null || exp == 0 ? Time.currentTimeMillis() / 1000 + WITHOUT_EXPIRY : exp);
    }

    /**
     * Ends the token for every other use, on all nodes and also after a restart. In a transaction of its own: rolled
     * back with the request it would come alive again.
     *
     * @return false when it was used before; of several at once exactly one gets true
     */
    public boolean burn(KeycloakSessionFactory factory, String realmId) {
        long seconds = Math.max(1, expiresAt - Time.currentTimeMillis() / 1000) + LEEWAY;
        try {
            return RealmJob.in(factory, realmId, (session, realm) -> {
                boolean first = session.revokedTokens().put(jti, seconds);
                if (!first) {
                    // Whoever comes second is about to write the token down as well
                    // (InfinispanSingleUseObjectProvider):
                    // it would be the first one's duplicate if that commits later, and then nobody were first.
                    session.getTransactionManager().setRollbackOnly();
                }
                return first;
            });
        } catch (ModelDuplicateException e) {
            return false; // another node was first, and its cache did not say so yet
        }
    }

    @Override
    public String toString() {
        return "TokenUse[expiresAt=" + expiresAt + "]";
    }
}
