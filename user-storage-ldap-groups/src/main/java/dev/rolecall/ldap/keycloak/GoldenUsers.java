package dev.rolecall.ldap.keycloak;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.GoldenDifference;
import dev.rolecall.ldap.GoldenUser;
import dev.rolecall.ldap.keycloak.LdapGroupSettings.GoldenCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageUnavailableException;
import org.keycloak.storage.ldap.LDAPStorageProvider;

/**
 * Tries settings on golden users before they are saved. A directory that cannot be asked refuses them too, for nobody knows
 * what they give: who must save then chooses that differences only warn.
 *
 * <p>An import of a realm is not tried: its people cannot log in before it is there, and a server must start without its
 * directory.
 */
final class GoldenUsers {
    /** A difference even with who should get nothing: the name may be misspelt, and then nothing is tried. */
    static final String NOT_THERE = "not in the directory";

    private static final Logger LOG = Logger.getLogger(GoldenUsers.class);
    private static final int MOST_IN_MESSAGE = 10;
    /** They change nothing of what rules give. */
    private static final Set<String> OF_NO_EFFECT = Set.of(
            LdapGroupSettings.REFRESH_SECONDS,
            LdapGroupSettings.MAX_AGE_SECONDS,
            LdapGroupSettings.REVOKE_LIMIT,
            LdapGroupSettings.BATCH_SIZE);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final LdapGroupMapperFactory factory;

    GoldenUsers(KeycloakSession session, RealmModel realm, LdapGroupMapperFactory factory) {
        this.session = session;
        this.realm = realm;
        this.factory = factory;
    }

    /** @throws InvalidSettingException if the settings must not be saved */
    void check(ComponentModel model, LdapGroupSettings settings) {
        if (settings.goldenUsers().isEmpty() || isUnchanged(model) || !isProviderStored(model.getParentId())) {
            return;
        }
        List<String> differences = differences(model, settings);
        if (differences.isEmpty()) {
            return;
        }
        if (settings.goldenCheck() == GoldenCheck.REFUSE) {
            throw new InvalidSettingException(LdapGroupSettings.GOLDEN_USERS, message(differences));
        }
        LOG.warnf("Mapper %s is saved though %d golden users differ", model.getId(), differences.size());
    }

    private static String message(List<String> differences) {
        String first = differences.stream().limit(MOST_IN_MESSAGE).collect(Collectors.joining("; "));
        int more = differences.size() - MOST_IN_MESSAGE;
        return more > 0 ? first + "; and " + more + " more" : first;
    }

    private boolean isUnchanged(ComponentModel model) {
        ComponentModel stored = model.getId() == null ? null : realm.getComponent(model.getId());
        return stored != null
                && Objects.equals(stored.getParentId(), model.getParentId())
                && effective(stored).equals(effective(model));
    }

    private static MultivaluedHashMap<String, String> effective(ComponentModel model) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>(model.getConfig());
        config.keySet().removeAll(OF_NO_EFFECT);
        return config;
    }

    /** Asked of another transaction: what this one makes is not there yet. */
    private boolean isProviderStored(String provider) {
        return OwnSession.ifThere(
                        session.getKeycloakSessionFactory(),
                        realm.getId(),
                        (other, stored) -> stored.getComponent(provider) != null)
                .orElse(false);
    }

    private List<String> differences(ComponentModel model, LdapGroupSettings settings) {
        try {
            LDAPStorageProvider provider = Optional.ofNullable(realm.getComponent(model.getParentId()))
                    .flatMap(parent -> LdapProviders.of(session, parent))
                    .orElseThrow(() -> new DirectoryException("the LDAP provider is disabled", null));
            DirectoryOfPeople directory = new DirectoryOfPeople(realm, factory.trial(model, provider));
            List<String> differences = new ArrayList<>();
            for (GoldenUser user : settings.goldenUsers()) {
                List<String> found = directory
                        .named(user.username())
                        .map(listed -> differences(user, listed, settings))
                        .orElse(List.of(NOT_THERE));
                if (!found.isEmpty()) {
                    differences.add(user.username() + ": " + String.join(", ", found));
                }
            }
            return differences;
        } catch (DirectoryException | ModelException | StorageUnavailableException e) {
            return List.of("they could not be tried, as the directory gave no whole answer: " + e.getMessage());
        }
    }

    static List<String> differences(GoldenUser user, DirectoryOfPeople.Listed listed, LdapGroupSettings settings) {
        return GoldenDifference.between(user, settings.rules().apply(listed.person())).stream()
                .map(GoldenDifference::toString)
                .toList();
    }
}
