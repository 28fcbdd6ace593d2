package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.CauseTrail;
import dev.rolecall.ldap.DirectoryPerson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageId;

/**
 * Takes away what a mapper gave that is not there any more. That happens right after its removal, in transactions of its
 * own; the stored facts say what is still to be done, so that a login or a refresh ends what a stopped server left.
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
                    takeAll(factory, realmId, mapperId);
                } catch (RuntimeException e) { // the removal is done: what is left goes when people come
                    LOG.warnf("What the removed mapper %s gave is not all taken away: %s", mapperId, CauseTrail.of(e));
                }
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private static void takeAll(KeycloakSessionFactory factory, String realmId, String mapperId) {
        int left = Batches.each(
                after -> OwnSession.ifThere(
                                factory,
                                realmId,
                                (session, realm) ->
                                        LdapPeople.of(session).knownTo(mapperId, after, PEOPLE_A_TRANSACTION))
                        .orElse(List.of()), // people and facts went with the realm
                people -> isTaken(factory, realmId, mapperId, people));
        if (left > 0) {
            LOG.warnf("What the removed mapper %s gave %d people goes at their next login or refresh", mapperId, left);
        }
    }

    private static boolean isTaken(
            KeycloakSessionFactory factory, String realmId, String mapperId, List<String> people) {
        try {
            OwnSession.ifThere(factory, realmId, (session, realm) -> {
                LdapPeople.of(session).hold(people); // another mapper that gave the same plain role may go as well
                return take(session, realm, mapperId, people);
            });
            return true;
        } catch (RuntimeException e) { // whatever the database refuses
            LOG.debugf("Mapper %s: %d people keep what it gave for now: %s", mapperId, people.size(), CauseTrail.of(e));
            return false;
        }
    }

    /**
     * Takes what mappers gave that are not there any more, or that belong to a provider the person does not come from any
     * more: nobody else would ever take it.
     *
     * @return whether the person lost anything
     */
    static boolean take(KeycloakSession session, RealmModel realm, String userId) {
        if (!StorageId.isLocalStorage(userId)) {
            return false; // of people who are not imported nothing is stored
        }
        boolean lost = false;
        for (LdapPeople.Knowing known : LdapPeople.of(session).mappersOf(userId)) {
            ComponentModel mapper = realm.getComponent(known.mapper());
            if (mapper == null || !mapper.getParentId().equals(known.provider())) {
                LdapPeople.of(session).hold(userId);
                lost |= take(session, realm, known.mapper(), List.of(userId));
            }
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
