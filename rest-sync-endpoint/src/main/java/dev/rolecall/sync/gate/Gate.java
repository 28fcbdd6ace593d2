package dev.rolecall.sync.gate;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Narrowing;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.util.MtlsHoKTokenUtil;

/**
 * Lets a request in, or not. Keycloak checks nothing of this for a realm resource. The one class of the module that
 * uses {@code org.keycloak.services} for tokens: {@code BearerTokenAuthenticator.authenticate} verifies signature,
 * expiry, revocation, session, audience and DPoP proof; {@code MtlsHoKTokenUtil} the certificate a token is bound to; {@code Cors} knows a client's web origins.
 */
public final class Gate implements Door {
    private static final String INVALID_TOKEN = "invalid_token";
    private static final String INSUFFICIENT = "insufficient_scope";
    private static final String NARROWED =
            "A token that is limited to a customer or a deployment is not good for this.";

    /** What these open reaches every customer of the realm. */
    private static final Set<ClientRole> REALM_WIDE =
            EnumSet.of(ClientRole.SYNC_WRITE, ClientRole.IMPORT_CREATE, ClientRole.IMPORT_VIEW);

    /** What Keycloak allows of itself, and what asks for a document that changed. */
    private static final String ALLOWED_HEADERS = Stream.concat(
                    Cors.DEFAULT_ALLOW_HEADERS.stream(),
                    Stream.of(Cors.AUTHORIZATION_HEADER, HttpHeaders.IF_NONE_MATCH))
            .sorted()
            .collect(Collectors.joining(", "));

    private final KeycloakSession session;
    private final RealmModel realm;

    public Gate(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * {@inheritDoc} A large body must not hold a database connection while it comes in, nor end with the transaction
     * timeout.
     *
     * @throws Refusal 404 for a realm that is disabled or did not opt in, 403 for plain HTTP where the realm demands
     *                 TLS, 401 for a token that is not good here, 403 for one without any of the roles,
     *                 or with none but realm-wide ones and limited to a customer or a deployment
     */
    @Override
    public Caller admit(ClientRole first, ClientRole... others) {
        if (!isOpen(realm)) {
            throw Refusal.notFound();
        }
        requireTls();
        AuthResult result = authenticate(ClientRole.CLIENT);
        Set<ClientRole> wanted = EnumSet.of(first, others);
        Set<ClientRole> roles = rolesOf(result);
        roles.retainAll(wanted);
        if (roles.isEmpty()) {
            throw refuse(403, INSUFFICIENT, "The token has no client role for this.");
        }
        Narrowing narrowing = narrowing(result);
        if (!narrowing.equals(Narrowing.NONE) && roles.removeAll(REALM_WIDE) && roles.isEmpty()) {
            throw refuse(403, INSUFFICIENT, NARROWED);
        }
        return enter(result, roles, narrowing);
    }

    /**
     * Whoever has a token of this realm, for whatever audience and without any role, and from a page of its client if it
     * comes from one: answers CORS for the client's web origins.
     *
     * @throws Refusal as {@link #admit}; 403 also for an origin that is none of the client's
     */
    public Caller admitAnyone() {
        if (!isOpen(realm)) {
            throw Refusal.notFound();
        }
        requireTls();
        AuthResult result;
        try {
            result = authenticate(null);
        } catch (Refusal refusal) {
            // a page must be able to read that its token expired; there is nothing else in that answer
            cors().allowAllOrigins().add();
            throw refusal;
        }
        try {
            cors().checkAllowedOrigins(session, result.client()).add();
        } catch (ForbiddenException e) {
            session.getTransactionManager().setRollbackOnly();
            throw Refusal.forbidden("The origin is none of the web origins of the token's client.");
        }
        return enter(result, Set.of(), narrowing(result));
    }

    /** Answers a browser that asks whether a page may make a call for {@link #admitAnyone}; the call decides by its token. */
    public Response preflight() {
        if (!isOpen(realm)) {
            throw Refusal.notFound();
        }
        Response answer = cors().preflight().add(Response.noContent());
        HttpRequest request = session.getContext().getHttpRequest();
        if (request.getHttpHeaders().getHeaderString(Cors.ORIGIN_HEADER) != null) {
            session.getContext().getHttpResponse().setHeader(Cors.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
        }
        return answer;
    }

    private static Cors cors() {
        return Cors.builder()
                .auth()
                .allowedMethods("GET", "OPTIONS")
                .exposedHeaders(HttpHeaders.ETAG, HttpHeaders.WWW_AUTHENTICATE);
    }

    private Caller enter(AuthResult result, Set<ClientRole> roles, Narrowing narrowing) {
        Caller caller = new Caller(
                realm.getId(),
                realm.getId(),
                result.client().getId(),
                result.client().getClientId(),
                result.user().getId(),
                session.getContext().getConnection().getRemoteHost(),
                roles,
                narrowing,
                false,
                TokenUse.of(result.token().getId(), result.token().getExp()));
        session.getTransactionManager().commit();
        return caller;
    }

    private static Narrowing narrowing(AuthResult result) {
        return TokenNarrowing.of(
                result.token().getScope(), result.token().getOtherClaims().get(Narrowing.CLAIM));
    }

    /** For a call that a narrowed token is not good for. */
    public Refusal narrowed() {
        return forbidden(NARROWED);
    }

    /** For a token that was good once and has been used. */
    public Refusal tokenUsed() {
        return refuse(401, INVALID_TOKEN, "The token was used before; each file takes a token of its own.");
    }

    /** For a caller who may do the like, but not this. */
    public Refusal forbidden(String description) {
        return refuse(403, INSUFFICIENT, description);
    }

    @Override
    public Refusal forbidden(ErrorRepresentation.Detail why) {
        return Refusal.challenge(
                403, INSUFFICIENT, why.message(), challenge(INSUFFICIENT, why.message()), List.of(why));
    }

    /** Whether Rolecall does anything for this realm. */
    public static boolean isOpen(RealmModel realm) {
        return realm.isEnabled() && AccessProvider.isEnabled(realm);
    }

    private void requireTls() {
        boolean tls = "https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (!tls && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            throw Refusal.forbidden("HTTPS is required.");
        }
    }

    /** @param audience null for any */
    private AuthResult authenticate(@Nullable String audience) {
        List<String> credentials =
                session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION);
        if (credentials == null || credentials.isEmpty()) {
            throw refuse(401, null, "A token is required.");
        }
        AuthResult result = verify(audience);
        if (result == null || !isSentByItsHolder(result)) {
            throw refuse(
                    401,
                    INVALID_TOKEN,
                    "The token is expired, revoked, "
                            + (audience == null ? "" : "not for the audience " + audience + ", ")
                            + "or not bound to this sender.");
        }
        return result;
    }

    private @Nullable AuthResult verify(@Nullable String audience) {
        AppAuthManager.BearerTokenAuthenticator authenticator = new AppAuthManager.BearerTokenAuthenticator(session);
        try {
            return Removals.outlast(
                    (audience == null ? authenticator : authenticator.setAudience(audience))::authenticate);
        } catch (NotAuthorizedException e) {
            throw refuse(401, INVALID_TOKEN, "The Authorization header holds no token.");
        }
    }

    /** Keycloak leaves the certificate binding (RFC 8705) to the endpoint. */
    private boolean isSentByItsHolder(AuthResult result) {
        AccessToken.Confirmation confirmation = result.token().getConfirmation();
        boolean bound = confirmation != null && confirmation.getCertThumbprint() != null;
        if (!bound) {
            return !OIDCAdvancedConfigWrapper.fromClientModel(result.client()).isUseMtlsHokToken();
        }
        return MtlsHoKTokenUtil.verifyTokenBindingWithClientCertificate(
                result.token(), session.getContext().getHttpRequest(), session);
    }

    /** What the token carries and the user still has: a role taken away counts at once. */
    private Set<ClientRole> rolesOf(AuthResult result) {
        Set<ClientRole> roles = EnumSet.noneOf(ClientRole.class);
        AccessToken.Access access = result.token().getResourceAccess().get(ClientRole.CLIENT);
        if (access == null) {
            return roles;
        }
        for (ClientRole role : ClientRole.values()) {
            if (access.isUserInRole(role.role()) && isHeld(realm, result.user(), role)) {
                roles.add(role);
            }
        }
        return roles;
    }

    static boolean isHeld(RealmModel realm, UserModel user, ClientRole wanted) {
        ClientModel client = realm.getClientByClientId(ClientRole.CLIENT);
        RoleModel role = client == null ? null : client.getRole(wanted.role());
        return role != null && user.hasRole(role);
    }

    private Refusal refuse(int status, @Nullable String error, String description) {
        session.getTransactionManager().setRollbackOnly();
        return Refusal.challenge(
                status, error == null ? "unauthorized" : error, description, challenge(error, description), List.of());
    }

    private String challenge(@Nullable String error, String description) {
        String scheme = usesDpop() ? "DPoP" : "Bearer";
        return new Challenge(scheme, realm.getName(), error, error == null ? null : description).header();
    }

    private boolean usesDpop() {
        String credentials =
                session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
        return credentials != null && credentials.toLowerCase(Locale.ROOT).startsWith("dpop ");
    }
}
