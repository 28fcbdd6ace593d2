package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.GoldenDifference;
import dev.rolecall.ldap.GoldenUser;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageUnavailableException;
import org.keycloak.storage.ldap.LDAPStorageProvider;
import org.keycloak.storage.ldap.idm.model.LDAPObject;

/** Tries changed rules on the people of whom is known what they must get, before the rules count. */
final class GoldenCheck {
    private static final int MOST_IN_MESSAGE = 10;

    private final RealmModel realm;
    private final LDAPStorageProvider provider;
    private final LdapGroupMapper mapper;

    /** @param mapper with the changed settings */
    GoldenCheck(RealmModel realm, LDAPStorageProvider provider, LdapGroupMapper mapper) {
        this.realm = realm;
        this.provider = provider;
        this.mapper = mapper;
    }

    /** @throws InvalidSettingException if anybody would get something else, or the directory does not say what */
    void refuse() {
        List<String> faults = new ArrayList<>();
        try {
            for (GoldenUser user : mapper.settings().goldenUsers()) {
                LDAPObject entry = provider.loadLDAPUserByUsername(realm, user.username());
                if (entry == null) {
                    faults.add(user.username() + ": the directory has no such person");
                    continue;
                }
                GoldenDifference.between(user, mapper.settings().rules().apply(mapper.ask(entry)))
                        .forEach(difference -> faults.add(user.username() + ": " + difference));
            }
        } catch (DirectoryException | ModelException | StorageUnavailableException e) {
            throw new InvalidSettingException(
                    LdapGroupSettings.GOLDEN_USERS, "the directory gives no answer, so nobody can be tried");
        }
        if (!faults.isEmpty()) {
            throw new InvalidSettingException(
                    LdapGroupSettings.GOLDEN_USERS,
                    String.join("; ", faults.subList(0, Math.min(MOST_IN_MESSAGE, faults.size()))));
        }
    }
}
