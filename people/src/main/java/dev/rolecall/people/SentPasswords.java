package dev.rolecall.people;

import dev.rolecall.people.jpa.PersonPasswordEntity;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Digests of the password hashes that rows set last, by user id. */
final class SentPasswords {
    private final EntityManager em;

    SentPasswords(EntityManager em) {
        this.em = em;
    }

    Map<String, String> of(Collection<String> userIds) {
        return InParts.query(
                        userIds,
                        ids -> em.createNamedQuery("rcPersonPasswords", Object[].class)
                                .setParameter("users", ids)
                                .getResultStream())
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /** To be called when the users are flushed. */
    void remember(Map<String, String> digests) {
        InParts.query(digests.keySet(), ids -> {
            em.createNamedQuery("rcDeletePersonPasswords")
                    .setParameter("users", ids)
                    .executeUpdate();
            return ids.stream();
        });
        digests.forEach((id, digest) -> em.persist(new PersonPasswordEntity(id, digest)));
    }
}
