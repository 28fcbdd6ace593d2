package dev.rolecall.people;

import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Runs in the transaction of each chunk, after its rows and before its commit. */
@FunctionalInterface
public interface ChunkListener {
    /**
     * What this writes commits with the rows; what it throws undoes them and is thrown on. When the commit fails it is
     * called again, with the results of each half.
     */
    void applied(KeycloakSession session, List<RowResult> results);
}
