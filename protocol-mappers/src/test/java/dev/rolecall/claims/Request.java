package dev.rolecall.claims;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.PermissionCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.organization.OrganizationProvider;

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

    private final OrganizationProvider organizations = mock(OrganizationProvider.class);

    Request() {
        Map<String, Object> attributes = new HashMap<>();
        KeycloakContext keycloakContext = mock(KeycloakContext.class);
        when(keycloakContext.getClient()).thenReturn(mock(ClientModel.class));
        when(session.getContext()).thenReturn(keycloakContext);
        when(session.getAttribute(anyString())).thenAnswer(call -> attributes.get(call.<String>getArgument(0)));
        when(session.getAttribute(anyString(), any())).thenAnswer(call -> attributes.get(call.<String>getArgument(0)));
        doAnswer(call -> attributes.put(call.getArgument(0), call.getArgument(1)))
                .when(session)
                .setAttribute(anyString(), any());
        when(session.getProvider(AccessProvider.class)).thenReturn(access);
        when(session.getProvider(OrganizationProvider.class)).thenReturn(organizations);
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

    Request associatedWith(String alias) {
        OrganizationModel organization = mock(OrganizationModel.class);
        when(organization.isEnabled()).thenReturn(true);
        when(organization.isMember(user)).thenReturn(true);
        when(organizations.getByAlias(alias)).thenReturn(organization);
        return this;
    }

    Request configured(String key, String value) {
        mapper.getConfig().put(key, value);
        return this;
    }
}
