package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.ldap.DirectoryPerson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * Takes away what a mapper gave that is not there any more. That happens right after its removal, in transactions of its
 * own; the stored facts say what is still to be done, so that a login ends what a stopped server left.
 */
final class LdapLeftovers {
    private static final Logger LOG = Logger.getLogger(LdapLeftovers.class);
    private static final int PEOPLE_A_TRANSACTION = 100;
    private static final DirectoryPerson NOBODY = new DirectoryPerson(Set.of(), Map.of());

    private LdapLeftovers() {}

    /** Once the removal of the mapper is committed. */
    static void takeAfterRemoval(KeycloakSession session, RealmModel realm, String mapperId) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        String realmId = realm.getId();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                try {
                    while (takeSome(factory, realmId, mapperId)) {
                        LOG.debugf("What mapper %s gave is taken away", mapperId);
                    }
                } catch (RuntimeException e) { // the removal is done: what is left goes at people's next logins
                    LOG.warnf("What the removed mapper %s gave is not all taken away: %s", mapperId, CauseTrail.of(e));
                }
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private static boolean takeSome(KeycloakSessionFactory factory, String realmId, String mapperId) {
        return OwnSession.ifThere(factory, realmId, (session, realm) -> {
                    List<String> people = LdapPeople.of(session).knownTo(mapperId, PEOPLE_A_TRANSACTION);
                    take(session, realm, mapperId, people);
                    return !people.isEmpty();
                })
                .orElse(false); // people and facts went with the realm
    }

    /** @return whether the person lost anything */
    static boolean take(KeycloakSession session, RealmModel realm, String userId) {
        Set<String> gone = new TreeSet<>(LdapPeople.of(session).mappersOf(userId));
        gone.removeIf(mapper -> realm.getComponent(mapper) != null);
        boolean lost = false;
        for (String mapper : gone) {
            LdapPeople.of(session).hold(userId);
            lost |= take(session, realm, mapper, List.of(userId));
        }
        return lost;
    }

    private static boolean take(KeycloakSession session, RealmModel realm, String mapperId, List<String> userIds) {
        Map<String, DirectoryPerson> left = new HashMap<>();
        userIds.forEach(user -> left.put(user, NOBODY));
        Reconciliation nothing = new Reconciliation(session, realm, mapperId, LdapGroupSettings.GIVING_NOTHING);
        boolean lost = false;
        for (Map.Entry<String, Reconciliation.Planned> person :
                nothing.plan(left).entrySet()) {
            lost |= nothing.apply(person.getKey(), person.getValue()).isChange();
            LdapPeople.of(session).forget(person.getKey(), mapperId);
        }
        return lost;
    }
}
