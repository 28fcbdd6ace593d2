package dev.rolecall.people;

import dev.rolecall.access.CauseTrail;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Has PostgreSQL look at its tables again while an import fills them. A connection that first checked a foreign key
 * while the table was small keeps scanning it from end to end for each row that follows (measured: 145 million rows read
 * for 6,000 users), until ANALYZE throws the cached plan away; autovacuum would come minutes later. Elsewhere this does
 * nothing, and failing does no harm.
 */
final class TableStatistics {
    private static final Logger LOG = Logger.getLogger(TableStatistics.class);
    private static final List<String> TABLES =
            List.of("user_entity", "user_attribute", "user_role_mapping", "user_group_membership", "rc_person_key");

    private final KeycloakSessionFactory factory;
    private final TableGrowth growth = new TableGrowth();

    TableStatistics(KeycloakSessionFactory factory) {
        this.factory = factory;
    }

    /** To be called after the commit. */
    void created(long people) {
        if (!growth.reaches(people)) {
            return;
        }
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                EntityManager em =
                        session.getProvider(JpaConnectionProvider.class).getEntityManager();
                em.unwrap(Session.class).doWork(this::refresh);
            });
        } catch (RuntimeException e) { // the people are stored; only the speed of the next ones is at stake
            LOG.debugf("The statistics of the tables could not be refreshed: %s", CauseTrail.of(e));
        }
    }

    private void refresh(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '2s'");
            if (knownRows(statement) < 2 * growth.created()) {
                for (String table : TABLES) {
                    statement.execute("ANALYZE " + table);
                }
            }
        }
    }

    private static float knownRows(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT reltuples FROM pg_class WHERE oid = to_regclass('user_entity')")) {
            return rows.next() ? rows.getFloat(1) : Float.MAX_VALUE;
        }
    }
}
