package dev.rolecall.claims;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.Narrowing;
import dev.rolecall.access.PermissionCatalog;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.TokenManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** One token request in an opted-in realm, of a person who may do nothing, without roles of ours in the realm. */
final class Request {
    final KeycloakSession session = mock(KeycloakSession.class);
    final RealmModel realm = mock(RealmModel.class);
    final UserModel user = mock(UserModel.class);
    final UserSessionModel userSession = mock(UserSessionModel.class);
    final AuthenticatedClientSessionModel clientSession = mock(AuthenticatedClientSessionModel.class);
    final ClientSessionContext context = mock(ClientSessionContext.class);
    final AccessProvider access = mock(AccessProvider.class);
    final ProtocolMapperModel mapper = new ProtocolMapperModel();
    final Map<String, String> clientSessionNotes = new HashMap<>();

    final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    final TokenManager tokens = mock(TokenManager.class);

    private final ClientModel client = mock(ClientModel.class);
    private final HttpRequest http = mock(HttpRequest.class);
    private final HttpHeaders headers = mock(HttpHeaders.class);

    Request() {
        Map<String, Object> attributes = new HashMap<>();
        KeycloakContext keycloakContext = mock(KeycloakContext.class);
        when(keycloakContext.getClient()).thenReturn(client);
        when(keycloakContext.getRealm()).thenReturn(realm);
        when(keycloakContext.getHttpRequest()).thenReturn(http);
        when(http.getHttpMethod()).thenReturn("POST");
        when(http.getDecodedFormParameters()).thenReturn(form);
        when(http.getHttpHeaders()).thenReturn(headers);
        when(client.getClientId()).thenReturn("app");
        when(clientSession.getClient()).thenReturn(client);
        when(clientSession.getRealm()).thenReturn(realm);
        when(clientSession.getUserSession()).thenReturn(userSession);
        when(session.tokens()).thenReturn(tokens);
        when(session.getContext()).thenReturn(keycloakContext);
        when(session.getAttribute(anyString())).thenAnswer(call -> attributes.get(call.<String>getArgument(0)));
        when(session.getAttribute(anyString(), any())).thenAnswer(call -> attributes.get(call.<String>getArgument(0)));
        doAnswer(call -> attributes.put(call.getArgument(0), call.getArgument(1)))
                .when(session)
                .setAttribute(anyString(), any());
        when(session.getProvider(AccessProvider.class)).thenReturn(access);
        when(realm.getId()).thenReturn("realm");
        when(realm.getAttribute(AccessProvider.REALM_ENABLED)).thenReturn("true");
        when(user.getId()).thenReturn("user");
        when(userSession.getRealm()).thenReturn(realm);
        when(userSession.getUser()).thenReturn(user);
        when(context.getClientSession()).thenReturn(clientSession);
        when(context.getScopeString(true)).thenReturn("openid");
        when(clientSession.getNote(anyString()))
                .thenAnswer(call -> clientSessionNotes.get(call.<String>getArgument(0)));
        doAnswer(call -> clientSessionNotes.put(call.getArgument(0), call.getArgument(1)))
                .when(clientSession)
                .setNote(anyString(), anyString());
        when(access.documentOf(realm, user)).thenReturn(AccessDocument.NOTHING);
        when(access.catalog(realm)).thenReturn(new PermissionCatalog(List.of(), List.of()));
        mapper.setConfig(new HashMap<>(Map.of(
                "access.token.claim", "true",
                "id.token.claim", "true",
                "userinfo.token.claim", "true",
                "introspection.token.claim", "true")));
    }

    Request inARealmThatIsNotOurs() {
        when(realm.getAttribute(AccessProvider.REALM_ENABLED)).thenReturn(null);
        return this;
    }

    Request of(AccessDocument document) {
        when(access.documentOf(realm, user)).thenReturn(document);
        return this;
    }

    Request inARealmWith(PermissionCatalog catalog) {
        when(access.catalog(realm)).thenReturn(catalog);
        return this;
    }

    Request granted(String scope) {
        when(context.getScopeString(true)).thenReturn(scope);
        return this;
    }

    Request asking(String scope) {
        clientSessionNotes.put("scope", scope);
        return this;
    }

    /** Sent with the token request. */
    Request sending(String parameter, String... values) {
        form.put(parameter, List.of(values));
        return this;
    }

    /** Made with a token that an earlier answer gave to a client. */
    Request with(String parameter, String issuedTo, String scope, Narrowing narrowing) {
        AccessToken token = new AccessToken();
        token.issuedFor(issuedTo);
        token.setScope(scope);
        if (!narrowing.equals(Narrowing.NONE)) {
            token.getOtherClaims().put(Narrowing.CLAIM, narrowing.toClaim());
        }
        String text = parameter + " of " + issuedTo;
        when(tokens.decode(text, AccessToken.class)).thenReturn(token);
        if (parameter.equals("bearer")) {
            when(headers.getHeaderString("Authorization")).thenReturn("Bearer " + text);
        } else {
            sending(parameter, text);
        }
        return this;
    }

    Request noted(String note, String value) {
        clientSessionNotes.put(note, value);
        return this;
    }

    Request configured(String key, String value) {
        mapper.getConfig().put(key, value);
        return this;
    }
}
