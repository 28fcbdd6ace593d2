package dev.rolecall.people;

import jakarta.persistence.EntityManager;
import java.util.Set;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Makes room for people who exchange usernames or e-mails in one transaction. The database checks its unique rules at
 * each statement and not at the end, so who gives up a name that another takes gets one first that nobody else can have.
 */
final class NameHandover {
    private final EntityManager em;

    /** Another each time, so that nobody can have such a name beforehand. */
    private final String room = KeycloakModelUtils.generateId();

    NameHandover(EntityManager em) {
        this.em = em;
    }

    /**
     * To be called before anything is written: the entities keep what they have, so that their own new names are written
     * over this by the flush.
     */
    void makeRoom(NameClaims.Verdict verdict) {
        leave("update UserEntity u set u.username = concat(:room, u.id) where u.id in :ids", verdict.leaveUsernames());
        leave(
                "update UserEntity u set u.emailConstraint = concat(:room, u.id) where u.id in :ids",
                verdict.leaveEmails());
    }

    /** In the order of their ids, so that two transactions do not wait for each other crosswise more than need be. */
    private void leave(String update, Set<String> ids) {
        if (!ids.isEmpty()) {
            InParts.query(ids.stream().sorted().toList(), part -> {
                em.createQuery(update)
                        .setParameter("room", room)
                        .setParameter("ids", part)
                        .executeUpdate();
                return part.stream();
            });
        }
    }
}
