package dev.rolecall.imports.jpa;

import dev.rolecall.access.keycloak.TablesFactory;
import java.util.List;

/** The tables of imports. */
public final class ImportsJpaEntityProviderFactory extends TablesFactory {
    public ImportsJpaEntityProviderFactory() {
        super(
                "rc-imports",
                "META-INF/rolecall-imports-changelog-master.xml",
                List.of(
                        ImportEntity.class,
                        ImportChunkEntity.class,
                        ImportRowEntity.class,
                        ImportNameEntity.class,
                        PersonSourceEntity.class,
                        LeaverEntity.class));
    }
}
