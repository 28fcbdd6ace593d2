package dev.rolecall.access.keycloak;

import java.util.List;

/** The tables of origins. */
public final class AccessJpaEntityProviderFactory extends TablesFactory {
    public AccessJpaEntityProviderFactory() {
        super(
                "rc-access",
                "META-INF/rolecall-access-changelog-master.xml",
                List.of(GrantOriginEntity.class, EndedAssociationEntity.class));
    }
}
