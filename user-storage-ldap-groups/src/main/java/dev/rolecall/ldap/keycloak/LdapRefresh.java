package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CauseTrail;
import java.util.Comparator;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/**
 * Asks the directory again at a refresh, where its last answer is old, and lets the server's own provider refresh the
 * token then. A token post-processor would come after the claims are made; here nobody has read the session or its
 * person yet, and the signature of the refresh token is verified.
 *
 * <p>The check has a session and a transaction of its own: what it changed holds when the claims are made, also on a node
 * that keeps the person, and a fault in it refuses nobody a token.
 */
final class LdapRefresh implements RefreshTokenProvider {
    private static final Logger LOG = Logger.getLogger(LdapRefresh.class);

    private final KeycloakSession session;

    LdapRefresh(KeycloakSession session) {
        this.session = session;
    }

    /** The first refresh token of a login is the server's business. */
    @Override
    public boolean supports(InitialRefreshTokenContext context) {
        return false;
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) {
        throw new IllegalStateException("not asked to");
    }

    @Override
    public boolean supports(RefreshTokenContext context) {
        RealmModel realm = context.grantContext().getRealm();
        return AccessProvider.isEnabled(realm)
                && (LdapGroupMapperFactory.isUsedIn(realm) || LdapGroupLoginFactory.wasEnabledIn(realm))
                && next(context).isPresent();
    }

    @Override
    public TokenManager.AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context)
            throws OAuthErrorException {
        String realm = context.grantContext().getRealm().getId();
        RefreshToken token = context.oldRefreshToken();
        try {
            OwnSession.ifThere(
                    session.getKeycloakSessionFactory(),
                    realm,
                    (own, there) ->
                            check(own, there, token, context.grantContext().getEvent()));
        } catch (RuntimeException e) { // whatever the database refuses: it is tried again at the next refresh
            LOG.warnf(
                    "What groups of LDAP give could not be brought up to date at a token refresh: %s",
                    CauseTrail.of(e));
        }
        return next(context).orElseThrow().refreshAccessToken(context);
    }

    /** @return whether the person may hold something else now */
    private static boolean check(KeycloakSession own, RealmModel realm, RefreshToken token, EventBuilder event) {
        UserSessionModel login = TokenUtil.TOKEN_TYPE_OFFLINE.equals(token.getType())
                ? own.sessions().getOfflineUserSession(realm, token.getSessionId())
                : own.sessions().getUserSession(realm, token.getSessionId());
        UserModel user = login == null ? null : login.getUser();
        if (user == null || !user.isEnabled()) {
            return false;
        }
        Optional<ComponentModel> provider = LdapChecks.providerOf(realm, user);
        provider.ifPresent(from -> new LdapChecks(own, realm, event).checkOld(from, user));
        return LdapLeftovers.take(own, realm, user.getId()) || provider.isPresent();
    }

    private Optional<RefreshTokenProvider> next(RefreshTokenContext context) {
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(RefreshTokenProvider.class)
                .filter(RefreshTokenProviderFactory.class::isInstance)
                .filter(factory -> !factory.getId().equals(LdapRefreshFactory.PROVIDER_ID))
                .sorted(Comparator.comparingInt(factory -> -factory.order()))
                .map(factory -> session.getProvider(RefreshTokenProvider.class, factory.getId()))
                .filter(provider -> provider.supports(context))
                .findFirst();
    }
}
