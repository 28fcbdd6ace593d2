package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What the database held before a transaction, whatever that has flushed meanwhile: read in a transaction of its own.
 * Only changes of groups and organizations by hand need it.
 */
final class Committed {
    private Committed() {}

    static <T> T read(KeycloakSessionFactory factory, Function<EntityManager, T> query) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> query.apply(
                        session.getProvider(JpaConnectionProvider.class).getEntityManager()));
    }
}
