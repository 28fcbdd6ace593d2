package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.UserStorageUtil;

/**
 * Asks the directory at a login. It works in the login's own transaction: the person may be imported by it, so that
 * nobody else sees them yet.
 */
final class LdapGroupLogin implements RequiredActionProvider {
    private static final String DONE = "rolecall.ldap.checked.";

    private final KeycloakSession session;

    LdapGroupLogin(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        UserModel user = context.getUser();
        if (AccessProvider.isEnabled(
                context.getRealm())) { // who was unlinked from the directory may hold something of it
            once(context, user);
        }
    }

    /** Keycloak asks several times in one login. */
    private void once(RequiredActionContext context, UserModel user) {
        String done = DONE + user.getId();
        if (context.getAuthenticationSession().getAuthNote(done) != null) {
            return;
        }
        RealmModel realm = context.getRealm();
        boolean changed = LdapLeftovers.take(session, realm, user.getId());
        Optional<ComponentModel> provider = LdapChecks.providerOf(realm, user);
        if (provider.isPresent()) {
            changed |= new LdapChecks(session, realm, context.getEvent()).check(provider.get(), user);
        }
        if (changed) {
            refresh(context, realm, user);
        }
        context.getAuthenticationSession().setAuthNote(done, "true");
    }

    /** The login goes on with a person it read before the change, and the token is made from that one. */
    private void refresh(RequiredActionContext context, RealmModel realm, UserModel user) {
        UserCache cache = UserStorageUtil.userCache(session);
        if (cache != null) {
            cache.evict(realm, user);
        }
        UserModel fresh = session.users().getUserById(realm, user.getId());
        if (fresh != null) {
            context.getAuthenticationSession().setAuthenticatedUser(fresh);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.success(); // an administrator may have set it on somebody: there is nothing to do
    }

    @Override
    public void processAction(RequiredActionContext context) {
        context.success();
    }

    @Override
    public void close() {}
}
