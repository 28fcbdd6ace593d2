package dev.rolecall.claims;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Ends a login: the person sees that access is denied, the event says why. Keycloak shows the page of a
 * {@link WebApplicationException} and commits, so whoever changed something must have the transaction rolled back.
 *
 * <p>{@code EventBuilder} and {@code LoginFormsProvider} are of server-spi-private: there is no other way to either.
 */
final class UserSyncRefusal {
    static final String ERROR = "user_sync_refused";

    private static final int MOST_PROBLEMS = 20;

    /** Keycloak's message "Access denied when authenticating with {0}". */
    private static final String DENIED = "access-denied-when-idp-auth";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final IdentityProviderModel provider;
    private final @Nullable AuthenticationSessionModel login;

    /** @param login null where a client exchanges tokens */
    UserSyncRefusal(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderModel provider,
            @Nullable AuthenticationSessionModel login) {
        this.session = session;
        this.realm = realm;
        this.provider = provider;
        this.login = login;
    }

    /** Nothing this request did is left. */
    WebApplicationException undoing(List<UserSyncProblem> problems, @Nullable UserModel user) {
        session.getTransactionManager().setRollbackOnly();
        return keeping(problems, user);
    }

    /** What this request did stays. */
    WebApplicationException keeping(List<UserSyncProblem> problems, @Nullable UserModel user) {
        String reason = problems.stream()
                .limit(MOST_PROBLEMS)
                .map(UserSyncProblem::toString)
                .collect(Collectors.joining(", "));
        fire(reason, user);
        return new WebApplicationException(ERROR + " (" + reason + ")", answer());
    }

    private void fire(String reason, @Nullable UserModel user) {
        EventBuilder event = new EventBuilder(
                        realm, session, session.getContext().getConnection())
                .event(EventType.IDENTITY_PROVIDER_LOGIN)
                .detail(Details.IDENTITY_PROVIDER, provider.getAlias())
                .detail(Details.REASON, reason);
        if (login != null) {
            event.client(login.getClient())
                    .detail(Details.CODE_ID, login.getParentSession().getId());
        }
        if (user != null) {
            event.user(user.getId());
        }
        event.error(ERROR);
    }

    /** A page, or JSON where a client exchanges tokens and nobody looks at pages. */
    private Response answer() {
        if (login == null) {
            return Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new OAuth2ErrorRepresentation("access_denied", "the identity provider's token is refused"))
                    .build();
        }
        return session.getProvider(LoginFormsProvider.class)
                .setAuthenticationSession(login)
                .setError(DENIED, KeycloakModelUtils.getIdentityProviderDisplayName(session, provider))
                .createErrorPage(Response.Status.FORBIDDEN);
    }
}
