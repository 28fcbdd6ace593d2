package dev.rolecall.claims;

import org.jspecify.annotations.Nullable;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The e-mail address of an account that a login has just made. After the mappers Keycloak writes the address that it
 * took from the token, or that the person typed, and with <em>Trust Email</em> marks it verified by the token's
 * {@code email_verified}, whatever address the mappers chose. Of an address that the provider's payload says, it is told
 * nothing to write, and only one that the token itself vouches for is verified.
 */
final class UserSyncEmail {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final BrokeredIdentityContext context;

    UserSyncEmail(KeycloakSession session, RealmModel realm, BrokeredIdentityContext context) {
        this.session = session;
        this.realm = realm;
        this.context = context;
    }

    /** @param email as the payload says it, and as the account has it by now; null for none */
    void settle(UserModel user, @Nullable String email) {
        boolean isVerified = email != null
                && Boolean.TRUE.equals(context.getIdpConfig().isTrustEmail())
                && UserSyncExternalToken.of(context.getContextData()).vouchesFor(email);
        context.setEmail(null);
        user.setEmailVerified(isVerified);
        if (context.getAuthenticationSession() == null) {
            settleAtTheEnd(user.getId(), isVerified);
        }
    }

    /** A token exchange has no login: there Keycloak marks whatever address a new account has, after everything else. */
    private void settleAtTheEnd(String userId, boolean isVerified) {
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                UserModel user = session.users().getUserById(realm, userId);
                if (user != null) {
                    user.setEmailVerified(isVerified);
                }
            }

            @Override
            protected void rollbackImpl() {}
        });
    }
}
