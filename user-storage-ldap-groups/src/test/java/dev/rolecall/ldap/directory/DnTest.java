package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.naming.ldap.LdapName;
import org.junit.jupiter.api.Test;

class DnTest {
    @Test
    void aNameIsWithinABaseByItsPartsAndNotByItsText() {
        List<LdapName> base = List.of(name("ou=groups,dc=test"));

        assertThat(Dn.isWithin(name("cn=a,OU=Groups,DC=test"), base)).isTrue();
        assertThat(Dn.isWithin(name("cn=a\\,ou=groups,dc=test"), base)).isFalse();
        assertThat(Dn.isWithin(name("cn=a,ou=xgroups,dc=test"), base)).isFalse();
        assertThat(Dn.isWithin(name("cn=a,ou=groups,dc=test,dc=other"), base)).isFalse();
    }

    @Test
    void aNameIsNotWithinABaseThatOnlyLooksAlike() {
        assertThat(Dn.isWithin(name("cn=a,ou=adm\u0131ns,dc=test"), List.of(name("ou=admins,dc=test"))))
                .isFalse();
    }

    @Test
    void aUniqueMemberMayEndWithBits() {
        assertThat(Dn.parse("uid=lena,dc=test#'0101'B")).isEqualTo(name("uid=lena,dc=test"));
    }

    @Test
    void whatIsNoNameIsNone() {
        assertThat(Dn.parse("lena")).isNull();
        assertThat(Dn.parse("cn=#zz")).isNull();
        assertThat(Dn.parse("cn=\"\"\"")).isNull();
    }
}
