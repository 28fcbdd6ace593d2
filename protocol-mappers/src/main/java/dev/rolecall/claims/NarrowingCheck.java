package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Narrowing;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequestParserProcessor;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;
import org.keycloak.protocol.oidc.endpoints.request.RequestUriType;
import org.keycloak.protocol.oidc.par.endpoints.request.AuthzEndpointParParser;

/**
 * Refuses an authorization request whose narrowing cannot be read. Keycloak drops a parameter that is too long, or one
 * too many, without a word, and the login would go on unnarrowed. So what was sent, in the query, pushed beforehand (RFC
 * 9126) or in a request object (RFC 9101), has to be what Keycloak understood.
 */
final class NarrowingCheck implements AuthorizationEndpointCheckProvider {
    private final KeycloakSession session;

    NarrowingCheck(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        if (!AccessProvider.isEnabled(checker.getRealm())) {
            return;
        }
        Optional<String> problem = problem(checker);
        if (problem.isPresent()) {
            throw new AuthorizationCheckException(
                    Response.Status.BAD_REQUEST, OAuthErrorException.INVALID_REQUEST, problem.get());
        }
    }

    private Optional<String> problem(AuthorizationEndpointChecker checker) {
        AuthorizationEndpointRequest request = checker.getAuthorizationEndpointRequest();
        String understood = request.getAdditionalReqParams().get(DeploymentParameter.NAME);
        Set<List<String>> sent = sent(DeploymentParameter.NAME, checker.getQueryParams());
        if (!sent.isEmpty() && (understood == null || !sent.equals(Set.of(List.of(understood))))) {
            return sent.stream()
                    .flatMap(values -> DeploymentParameter.problem(values).stream())
                    .findFirst()
                    .or(() -> Optional.of("Parameter deployment: too long, beside too many others, or sent as two"));
        }
        boolean isScopeLost = request.getScope() == null
                && sent(OAuth2Constants.SCOPE, checker.getQueryParams()).stream()
                        .flatMap(List::stream)
                        .anyMatch(scope -> !Narrowing.ofScope(scope).equals(Narrowing.NONE));
        if (isScopeLost) {
            return Optional.of("Parameter scope: too long");
        }
        return understood == null ? Optional.empty() : DeploymentParameter.problem(List.of(understood));
    }

    /** The values of a parameter, from each place where there are some. */
    private Set<List<String>> sent(String name, MultivaluedMap<String, String> query) {
        Set<List<String>> sent = new HashSet<>();
        if (query.containsKey(name)) {
            sent.add(List.copyOf(query.get(name)));
        }
        String uri = query.getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM);
        if (uri != null && AuthorizationEndpointRequestParserProcessor.getRequestUriType(uri) == RequestUriType.PAR) {
            Map<String, String> pushed = AuthzEndpointParParser.getRequestObject(session, uri);
            Optional.ofNullable(pushed).map(p -> p.get(name)).map(List::of).ifPresent(sent::add);
        }
        JsonNode object = session.getAttribute(AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT, JsonNode.class);
        if (object != null && object.has(name)) {
            sent.add(List.of(object.get(name).asText()));
        }
        return sent;
    }

    @Override
    public void close() {}
}
