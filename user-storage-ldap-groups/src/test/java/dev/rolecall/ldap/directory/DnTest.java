package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn=a,ou=b|CN=A, OU=B",
                "cn=a\\,b,ou=c|cn=a\\2Cb,ou=c",
                "cn=a+uid=b,ou=c|UID=B+CN=A,ou=c",
                "cn=Ü,ou=c|cn=ü,ou=c",
                "cn=\\C3\\BC,ou=c|cn=ü,ou=c",
                "cn=\"a,b\",ou=c|cn=a\\,b,ou=c"
            })
    void spellingsOfOneNameHaveOneKey(String one, String other) {
        assertThat(name(one)).isEqualTo(name(other));
        assertThat(Dn.key(name(one))).isEqualTo(Dn.key(name(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn=a,ou=b|cn=a,ou=c",
                "cn=a,ou=b|ou=b,cn=a",
                "cn=a\\,ou\\=b|cn=a,ou=b",
                "cn=a\\+uid\\=b,ou=c|cn=a+uid=b,ou=c",
                "cn=a,ou=b|cn=a",
                "cn=a|uid=a"
            })
    void differentNamesHaveDifferentKeys(String one, String other) {
        assertThat(Dn.key(name(one))).isNotEqualTo(Dn.key(name(other)));
    }

    @ParameterizedTest
    @CsvSource({"ß,ss", "İ,i", "ı,i", "\u212A,k", "ſ,s", "ü,u"})
    void lettersThatOnlyLookAlikeAreDifferent(String one, String other) {
        assertThat(Dn.key(name("uid=" + one))).isNotEqualTo(Dn.key(name("uid=" + other)));
    }

    /** Names that are often nearly the same, from few and awkward parts. */
    @Test
    void noNamesShareAKeyThatAreNotEqual() throws InvalidNameException {
        Random random = new Random(52048);
        String[] types = {"cn", "CN", "ou"};
        String[] values = {"a", "A", "a b", "a,b", "a+b", "a=b", "ß", "ss", "ü", "Ü", "\\", "\"", "#1", "i", "İ"};
        int same = 0;
        for (int i = 0; i < 20_000; i++) {
            LdapName one = random(random, types, values);
            LdapName other = random(random, types, values);

            if (Dn.key(one).equals(Dn.key(other))) {
                same++;
                assertThat(one).isEqualTo(other);
            }
        }
        assertThat(same).isPositive();
    }

    private static LdapName random(Random random, String[] types, String[] values) throws InvalidNameException {
        List<Rdn> rdns = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            String rdn = part(random, types, values);
            rdns.add(
                    new Rdn(random.nextInt(4) == 0 ? rdn + "+uid=" + Rdn.escapeValue(values[random.nextInt(3)]) : rdn));
        }
        return new LdapName(rdns);
    }

    private static String part(Random random, String[] types, String[] values) {
        return types[random.nextInt(types.length)] + "=" + Rdn.escapeValue(values[random.nextInt(values.length)]);
    }

    @Test
    void runsOfSpacesAreOneSpace() {
        assertThat(Dn.key(name("cn=two   spaces,ou=c"))).isEqualTo(Dn.key(name("cn=Two Spaces,ou=c")));
    }

    @Test
    void aNameIsWithinABaseByItsPartsAndNotByItsText() {
        List<LdapName> base = List.of(name("ou=groups,dc=test"));

        assertThat(Dn.isWithin(name("cn=a,OU=Groups,DC=test"), base)).isTrue();
        assertThat(Dn.isWithin(name("cn=a\\,ou=groups,dc=test"), base)).isFalse();
        assertThat(Dn.isWithin(name("cn=a,ou=xgroups,dc=test"), base)).isFalse();
        assertThat(Dn.isWithin(name("cn=a,ou=groups,dc=test,dc=other"), base)).isFalse();
    }

    @Test
    void aUniqueMemberMayEndWithBits() {
        assertThat(Dn.parse("uid=lena,dc=test#'0101'B")).isEqualTo(name("uid=lena,dc=test"));
    }

    @Test
    void whatIsNoNameIsNone() {
        assertThat(Dn.parse("lena")).isNull();
        assertThat(Dn.parse("cn=#zz")).isNull();
    }
}
