package dev.rolecall.claims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.access.AccessProvider;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.endpoints.request.AuthzEndpointRequestParser;

/**
 * Refuses an authorization request whose narrowing cannot be read. Keycloak drops a parameter that is too long, or one
 * too many, without a word, and the login would go on unnarrowed. A request pushed beforehand (RFC 9126) is only seen
 * after that: for those the server is told to refuse instead of dropping, as the guide says.
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
        List<String> sent = sent(checker.getQueryParams());
        if (sent != null && (understood == null || !sent.equals(List.of(understood)))) {
            return Optional.of(DeploymentParameter.problem(sent)
                    .orElse("Parameter deployment: too long, or beside too many others"));
        }
        if (request.getScope() == null && isScopeSent(checker.getQueryParams())) {
            return Optional.of("Parameter scope: too long");
        }
        return understood == null ? Optional.empty() : DeploymentParameter.problem(List.of(understood));
    }

    /** A request object wins over the parameters beside it, as in Keycloak. */
    private @Nullable List<String> sent(MultivaluedMap<String, String> parameters) {
        JsonNode object = session.getAttribute(AuthzEndpointRequestParser.AUTHZ_REQUEST_OBJECT, JsonNode.class);
        if (object != null && object.has(DeploymentParameter.NAME)) {
            return List.of(object.get(DeploymentParameter.NAME).asText());
        }
        return parameters.get(DeploymentParameter.NAME);
    }

    private static boolean isScopeSent(MultivaluedMap<String, String> parameters) {
        String scope = parameters.getFirst(OAuth2Constants.SCOPE);
        return scope != null && !scope.isBlank();
    }

    @Override
    public void close() {}
}
