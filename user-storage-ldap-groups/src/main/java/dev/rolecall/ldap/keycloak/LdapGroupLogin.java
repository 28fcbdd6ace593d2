package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CauseTrail;
import jakarta.ws.rs.ForbiddenException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.component.ComponentModel;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageUtil;

/**
 * Asks the directory at a login. It works in the login's own transaction: the person may be imported by it, so that
 * nobody else sees them yet.
 */
final class LdapGroupLogin implements RequiredActionProvider {
    private static final String DONE = "rolecall.ldap.checked.";
    private static final Logger LOG = Logger.getLogger(LdapGroupLogin.class);

    private final KeycloakSession session;

    LdapGroupLogin(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        UserModel user = context.getUser();
        boolean isOfDirectory = user.isFederated() || !StorageId.isLocalStorage(user.getId());
        if (isOfDirectory && AccessProvider.isEnabled(context.getRealm())) {
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
        Optional<ComponentModel> provider = LdapChecks.providerOf(realm, user);
        LdapChecks checks = new LdapChecks(session, realm, context.getEvent());
        if (provider.filter(from -> checks.isGone(from, user)).isPresent()) {
            throw refused(context, user);
        }
        boolean changed = LdapLeftovers.take(session, realm, user.getId());
        if (provider.isPresent()) {
            changed |= checks.check(provider.get(), user);
        }
        if (changed) {
            refresh(context, realm, user);
        }
        context.getAuthenticationSession().setAuthNote(done, "true");
    }

    /**
     * Nobody logs in as somebody the directory does not have, as Keycloak itself would find were it not for its cache. What
     * groups gave goes once this login is over: Keycloak removes such an account in another transaction, and one of them
     * would wait for the other for ever.
     */
    private ForbiddenException refused(RequiredActionContext context, UserModel user) {
        context.getEvent()
                .clone()
                .event(EventType.CUSTOM_REQUIRED_ACTION_ERROR)
                .user(user)
                .detail("custom_required_action", LdapGroupLoginFactory.PROVIDER_ID)
                .error(LdapChecks.GONE);
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String realmId = context.getRealm().getId();
        String userId = user.getId();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                takeFrom(factory, realmId, userId);
            }

            @Override
            protected void rollbackImpl() {
                takeFrom(factory, realmId, userId);
            }
        });
        return new ForbiddenException();
    }

    private static void takeFrom(KeycloakSessionFactory factory, String realmId, String userId) {
        try {
            OwnSession.ifThere(factory, realmId, (own, realm) -> checked(own, realm, userId));
        } catch (RuntimeException e) { // whatever the database refuses: it is tried again at the next login or refresh
            LOG.warnf("What groups gave somebody without an entry is not taken: %s", CauseTrail.of(e));
        }
    }

    private static boolean checked(KeycloakSession own, RealmModel realm, String userId) {
        UserModel user = own.users().getUserById(realm, userId);
        Optional<ComponentModel> provider =
                Optional.ofNullable(user).flatMap(known -> LdapChecks.providerOf(realm, known));
        return provider.isPresent()
                && new LdapChecks(own, realm, new EventBuilder(realm, own)).check(provider.get(), user);
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
