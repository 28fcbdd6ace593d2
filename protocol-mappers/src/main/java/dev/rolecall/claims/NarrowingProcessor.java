package dev.rolecall.claims;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Narrowing;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.representations.AccessToken;

/**
 * Writes into each issued token what it is limited to, so that whatever is made of it later is limited too, and
 * refuses a token request whose narrowing cannot be read. It runs for every client, also for those without claims of
 * ours: their tokens can be exchanged for ones with them.
 *
 * <p>A refresh token keeps what its predecessor was limited to, whatever this request narrowed besides (RFC 6749
 * section 6).
 */
final class NarrowingProcessor implements TokenPostProcessor {
    private final KeycloakSession session;

    NarrowingProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext issued) {
        UserSessionModel userSession =
                issued.clientSessionCtx().getClientSession().getUserSession();
        if (!AccessProvider.isEnabled(userSession.getRealm()) || userSession.getUser() == null) {
            return;
        }
        refuseWhatCannotBeRead(issued, userSession);
        Narrowing narrowing = TokenNarrowing.of(session, issued.clientSessionCtx());
        mark(issued.accessToken(), narrowing);
        mark(
                issued.refreshToken(),
                issued.requestRefreshToken() == null
                        ? narrowing
                        : PresentedTokens.narrowingOf(issued.requestRefreshToken()));
    }

    private static void mark(@Nullable AccessToken token, Narrowing narrowing) {
        if (token != null && !narrowing.equals(Narrowing.NONE)) {
            token.getOtherClaims().put(Narrowing.CLAIM, narrowing.toClaim());
        }
    }

    private void refuseWhatCannotBeRead(TokenPostProcessorContext issued, UserSessionModel userSession) {
        DeploymentParameter.problem(TokenNarrowing.ofTokenRequest(session))
                .ifPresent(problem -> refuse(OAuthErrorException.INVALID_REQUEST, problem, issued, userSession));
        if (isDropped(scopeOfTheRequest())) {
            refuse(OAuthErrorException.INVALID_REQUEST, "Parameter scope: too long", issued, userSession);
        }
        if (issued.code() != null
                && isAnotherLogins(issued.code(), issued.clientSessionCtx().getClientSession())) {
            refuse(
                    OAuthErrorException.INVALID_GRANT,
                    "Another login of this client has changed what its session is limited to",
                    issued,
                    userSession);
        }
    }

    private @Nullable String scopeOfTheRequest() {
        MultivaluedMap<String, String> form = PresentedTokens.form(session);
        return form == null ? null : form.getFirst(OAuth2Constants.SCOPE);
    }

    /** Keycloak leaves out a parameter above its limit and goes on, unless it is told to refuse it. */
    private boolean isDropped(@Nullable String scope) {
        if (Narrowing.ofScope(scope).equals(Narrowing.NONE)) {
            return false;
        }
        OIDCLoginProtocol protocol =
                (OIDCLoginProtocol) session.getProvider(LoginProtocol.class, OIDCLoginProtocol.LOGIN_PROTOCOL);
        return Objects.requireNonNull(scope).length()
                > protocol.getConfig().getMaxLengthForTheParameter(OAuth2Constants.SCOPE, false);
    }

    /**
     * Whether the notes of the client session, which tabs share, are from another authorization request than the code,
     * and one of the two narrows: what the code is limited to is then lost.
     */
    private static boolean isAnotherLogins(OAuth2Code code, AuthenticatedClientSessionModel clientSession) {
        boolean narrows = clientSession.getNote(TokenNarrowing.NOTE) != null
                || Stream.of(code.getScope(), clientSession.getNote(OAuth2Constants.SCOPE))
                        .anyMatch(scope -> !Narrowing.ofScope(scope).equals(Narrowing.NONE));
        return narrows
                && (differ(code.getScope(), clientSession.getNote(OAuth2Constants.SCOPE))
                        || differ(code.getNonce(), clientSession.getNote(OIDCLoginProtocol.NONCE_PARAM))
                        || differ(
                                code.getCodeChallenge(),
                                clientSession.getNote(OIDCLoginProtocol.CODE_CHALLENGE_PARAM)));
    }

    /** A note of an earlier request stays where a later one is without that parameter, so only two values differ. */
    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }

    /** The answer commits the transaction, so the session that a password made is ended here. */
    private void refuse(
            String error, String description, TokenPostProcessorContext issued, UserSessionModel userSession) {
        String grant = issued.clientSessionCtx().getAttribute(Constants.GRANT_TYPE, String.class);
        if (OAuth2Constants.PASSWORD.equals(grant)) {
            RealmModel realm = userSession.getRealm();
            session.sessions().removeUserSession(realm, userSession);
        }
        throw new TokenInterceptorException(error, description);
    }

    @Override
    public void close() {}
}
