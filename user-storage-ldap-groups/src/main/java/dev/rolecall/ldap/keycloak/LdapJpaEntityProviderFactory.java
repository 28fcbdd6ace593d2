package dev.rolecall.ldap.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** The module's tables. Keycloak keeps their change log in {@code DATABASECHANGELOG_RC_LDAP}, after the id. */
public final class LdapJpaEntityProviderFactory implements JpaEntityProviderFactory {
    static final String PROVIDER_ID = "rc-ldap";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new JpaEntityProvider() {
            @Override
            public List<Class<?>> getEntities() {
                return List.of(LdapPersonEntity.class, LdapReportEntity.class);
            }

            @Override
            public String getChangelogLocation() {
                return "META-INF/rolecall-ldap-changelog-master.xml";
            }

            @Override
            public String getFactoryId() {
                return PROVIDER_ID;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
