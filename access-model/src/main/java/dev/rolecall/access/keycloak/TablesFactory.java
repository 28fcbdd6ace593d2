package dev.rolecall.access.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Adds the tables of one module to the server's database. */
public abstract class TablesFactory implements JpaEntityProviderFactory {
    private final String id;
    private final String changeLog;
    private final List<Class<?>> entities;

    /**
     * @param id        Keycloak names the table of the change log {@code DATABASECHANGELOG_} and the first ten letters of it
     * @param changeLog where it stands in the module's jar
     */
    protected TablesFactory(String id, String changeLog, List<Class<?>> entities) {
        this.id = id;
        this.changeLog = changeLog;
        this.entities = List.copyOf(entities);
    }

    @Override
    public final JpaEntityProvider create(KeycloakSession session) {
        return new JpaEntityProvider() {
            @Override
            public List<Class<?>> getEntities() {
                return entities;
            }

            @Override
            public String getChangelogLocation() {
                return changeLog;
            }

            @Override
            public String getFactoryId() {
                return id;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
