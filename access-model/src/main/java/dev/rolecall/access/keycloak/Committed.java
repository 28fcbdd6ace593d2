package dev.rolecall.access.keycloak;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What the database held before a transaction, whatever that has flushed meanwhile: read in a transaction of its own.
 * Only changes of groups and organizations by hand need it. Each holds a second connection while it reads, so only a
 * few of a node do so at once: the others' transactions could otherwise hold every connection and all wait for one more.
 */
final class Committed {
    private static final Turns TURNS = new Turns(8, Duration.ofSeconds(5));

    private Committed() {}

    static <T> T read(KeycloakSessionFactory factory, Function<EntityManager, T> query) {
        return TURNS.take(() -> KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> query.apply(
                        session.getProvider(JpaConnectionProvider.class).getEntityManager())));
    }
}
