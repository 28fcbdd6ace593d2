package dev.rolecall.ldap.keycloak;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/**
 * The required action {@code rolecall-ldap-groups}. Nobody is ever required to do anything: Keycloak has no other hook
 * that runs at every kind of login and before the token is made.
 */
public final class LdapGroupLoginFactory implements RequiredActionFactory {
    public static final String PROVIDER_ID = "rolecall-ldap-groups";

    private static final String NAME = "Groups of LDAP become roles";

    /** Leaves it alone where it is registered: an administrator may have switched it off. */
    static void enableIn(RealmModel realm) {
        if (wasEnabledIn(realm)) {
            return;
        }
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(PROVIDER_ID);
        action.setProviderId(PROVIDER_ID);
        action.setName(NAME);
        action.setEnabled(true);
        action.setDefaultAction(false);
        action.setPriority(1_000);
        realm.addRequiredActionProvider(action);
    }

    /** It outlives the last mapper, of which something may be left. */
    static boolean wasEnabledIn(RealmModel realm) {
        return realm.getRequiredActionProviderByAlias(PROVIDER_ID) != null;
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new LdapGroupLogin(session);
    }

    @Override
    public String getDisplayText() {
        return NAME;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
