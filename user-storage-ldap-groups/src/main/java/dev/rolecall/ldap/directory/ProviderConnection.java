package dev.rolecall.ldap.directory;

import javax.naming.NamingException;
import javax.naming.ldap.LdapContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.ldap.LDAPConfig;
import org.keycloak.storage.ldap.idm.store.ldap.LDAPContextManager;

/**
 * The connection of Keycloak's LDAP provider: its URL, bind, secret from the vault, StartTLS, truststore, pool, referrals and
 * timeouts. Keycloak's own searches are not used, since {@code LDAPOperationManager} reads answers with
 * {@code hasMoreElements()}, which takes an error in the middle of an answer for its end.
 */
public final class ProviderConnection implements LdapConnection {
    private final LDAPContextManager contexts;

    public ProviderConnection(KeycloakSession session, LDAPConfig config) {
        contexts = LDAPContextManager.create(session, config);
    }

    @Override
    public LdapContext context() throws NamingException {
        return contexts.getLdapContext();
    }

    @Override
    public void close() {
        contexts.close();
    }
}
