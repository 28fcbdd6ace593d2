package dev.rolecall.people.jpa;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

final class PeopleJpaEntityProvider implements JpaEntityProvider {
    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                PersonKeyEntity.class,
                PersonPasswordEntity.class,
                PersonLastDayEntity.class,
                PersonAttributeKeyEntity.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/rolecall-people-changelog-master.xml";
    }

    @Override
    public String getFactoryId() {
        return PeopleJpaEntityProviderFactory.PROVIDER_ID;
    }

    @Override
    public void close() {}
}
