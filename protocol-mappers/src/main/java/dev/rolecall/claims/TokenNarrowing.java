package dev.rolecall.claims;

import dev.rolecall.access.Narrowing;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;

/**
 * What the claims of this request are limited to: the intersection of everything that limits them.
 *
 * <ul>
 *   <li>the tokens the request was made with,
 *   <li>the scope, granted or asked for,
 *   <li>the parameter {@code deployment} of the authorization request: a note of the client session, which the tabs of
 *       a browser share, so it counts for every token of that session that does not say itself which deployment it is
 *       limited to,
 *   <li>the parameter {@code deployment} of this token request.
 * </ul>
 */
final class TokenNarrowing {
    /** Where Keycloak keeps the parameter of the last authorization request that had one. */
    static final String NOTE = "client_request_param_" + DeploymentParameter.NAME;

    private TokenNarrowing() {}

    static Narrowing of(KeycloakSession session, ClientSessionContext context) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        PresentedTokens presented = PresentedTokens.of(session);
        PresentedTokens ours = presented.issuedTo(clientSession.getClient().getClientId());
        return presented
                .narrowing()
                .and(OrganizationScopes.of(context.getScopeString(true), asked(session, clientSession, ours)))
                .and(ofAuthorization(clientSession, ours))
                .and(DeploymentParameter.narrowing(ofTokenRequest(session)));
    }

    /** The parameter {@code deployment} of a token request as it was sent; null in any other request. */
    static @Nullable List<String> ofTokenRequest(KeycloakSession session) {
        MultivaluedMap<String, String> form = PresentedTokens.form(session);
        return form != null && form.containsKey(OAuth2Constants.GRANT_TYPE) ? form.get(DeploymentParameter.NAME) : null;
    }

    /** The note may be another tab's by the time a token from an earlier answer comes back; that one says it itself. */
    private static @Nullable String asked(
            KeycloakSession session, AuthenticatedClientSessionModel clientSession, PresentedTokens ours) {
        MultivaluedMap<String, String> form = PresentedTokens.form(session);
        String grant = form == null ? null : form.getFirst(OAuth2Constants.GRANT_TYPE);
        if (form != null && OAuth2Constants.REFRESH_TOKEN.equals(grant)) {
            return form.getFirst(OAuth2Constants.SCOPE);
        }
        boolean isLookedAtOnly = grant == null && !ours.tokens().isEmpty();
        return isLookedAtOnly ? null : clientSession.getNote(OAuth2Constants.SCOPE);
    }

    private static Narrowing ofAuthorization(AuthenticatedClientSessionModel clientSession, PresentedTokens ours) {
        String note = clientSession.getNote(NOTE);
        boolean isSaidByTheToken = ours.narrowing().deployments() != null;
        return note == null || isSaidByTheToken ? Narrowing.NONE : DeploymentParameter.narrowing(List.of(note));
    }
}
