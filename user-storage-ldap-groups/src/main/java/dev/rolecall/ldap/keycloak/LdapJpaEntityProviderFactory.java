package dev.rolecall.ldap.keycloak;

import dev.rolecall.access.keycloak.TablesFactory;
import java.util.List;

/** The tables of LDAP groups. */
public final class LdapJpaEntityProviderFactory extends TablesFactory {
    public LdapJpaEntityProviderFactory() {
        super(
                "rc-ldap",
                "META-INF/rolecall-ldap-changelog-master.xml",
                List.of(LdapPersonEntity.class, LdapReportEntity.class));
    }
}
