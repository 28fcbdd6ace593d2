package dev.rolecall.people.jpa;

import dev.rolecall.access.keycloak.TablesFactory;
import java.util.List;

/** The tables of people. */
public final class PeopleJpaEntityProviderFactory extends TablesFactory {
    public PeopleJpaEntityProviderFactory() {
        super(
                "rc-people",
                "META-INF/rolecall-people-changelog-master.xml",
                List.of(
                        PersonKeyEntity.class,
                        PersonPasswordEntity.class,
                        PersonLastDayEntity.class,
                        PersonAttributeKeyEntity.class));
    }
}
