package dev.rolecall.imports.jpa;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

final class ImportsJpaEntityProvider implements JpaEntityProvider {
    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                ImportEntity.class,
                ImportChunkEntity.class,
                ImportRowEntity.class,
                PersonSourceEntity.class,
                LeaverEntity.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/rolecall-imports-changelog-master.xml";
    }

    @Override
    public String getFactoryId() {
        return ImportsJpaEntityProviderFactory.PROVIDER_ID;
    }

    @Override
    public void close() {}
}
