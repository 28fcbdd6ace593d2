package dev.rolecall.imports.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.StatelessSession;

/**
 * Inserts many rows at once that nobody reads again in this transaction. They pass the persistence context by, which would
 * look through each of them with every flush until the commit.
 */
final class DirectInsert {
    private final Session session;

    DirectInsert(EntityManager em) {
        session = em.unwrap(Session.class);
    }

    /** By the connection and in the transaction of the entity manager, before this returns. */
    void insert(List<?> entities) {
        if (!entities.isEmpty()) {
            try (StatelessSession direct =
                    session.statelessWithOptions().connection().open()) {
                direct.insertMultiple(entities);
            }
        }
    }
}
