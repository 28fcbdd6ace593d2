package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.BiConsumer;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.keycloak.connections.jpa.PersistenceExceptionConverter;

/**
 * Rows that are written at once, in batches of the transaction, and are not remembered: Hibernate looks through whatever
 * it remembers with each query and flush that follows. What they refer to must be written already.
 */
public final class BulkRows {
    private final EntityManager em;

    public BulkRows(EntityManager em) {
        this.em = em;
    }

    /** @param rows entities of one kind that nobody has persisted */
    public void insert(List<?> rows) {
        run(rows, StatelessSession::insertMultiple);
    }

    /** @param rows entities of one kind, of which the keys count; each is there and held by this transaction */
    public void delete(List<?> rows) {
        run(rows, StatelessSession::deleteMultiple);
    }

    private void run(List<?> rows, BiConsumer<StatelessSession, List<?>> work) {
        if (rows.isEmpty()) {
            return;
        }
        try (StatelessSession stateless =
                em.unwrap(Session.class).statelessWithOptions().connection().open()) {
            work.accept(stateless, rows);
        } catch (HibernateException e) {
            throw PersistenceExceptionConverter.convert(e); // as Keycloak's own flush does
        }
    }
}
