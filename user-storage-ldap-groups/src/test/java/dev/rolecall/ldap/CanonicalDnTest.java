package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalDnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CN=a\\2Cb, OU=x       | CN=a\\,b,OU=x",
                "cn=\" a,b\";o=x       | cn=\\ a\\,b,o=x",
                "ou=b+CN=a,dc=z        | CN=a+ou=b,dc=z",
                "cn=\\C3\\A4,o=x       | cn=ä,o=x",
                "cn=a=b,o=x            | cn=a\\=b,o=x",
                "cn=\\23a\\#b\\+,o=x   | cn=\\#a\\#b\\+,o=x"
            })
    void isOneSpelling(String written, String canonical) {
        assertThat(CanonicalDn.of(People.dn(written))).hasToString(canonical);
    }

    @Test
    void isTheSameInAnyCase() {
        assertThat(canonical("CN=Ärzte,O=X"))
                .isEqualTo(canonical("cn=ärzte, o=x"))
                .hasSameHashCodeAs(canonical("cn=ärzte,o=x"));
    }

    @Test
    void isTheSameWithRunsOfSpaces() {
        assertThat(canonical("cn=two   spaces,o=x")).isEqualTo(canonical("cn=Two Spaces,o=x"));
    }

    @Test
    void isAnotherOneWhereADirectoryTellsTwoApart() {
        assertThat(People.dn("cn=adm\u0131ns")).as("as LdapName has it").isEqualTo(People.dn("cn=admins"));

        assertThat(canonical("cn=adm\u0131ns")).isNotEqualTo(canonical("cn=admins"));
        assertThat(Set.of(People.group("cn=adm\u0131ns"), People.group("cn=admins")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "abc        | abc",
                "a\\,b      | a,b",
                "a\\\\      | a\\",
                "a\\ | none",
                "a,b        | none",
                "a+b        | none",
                "cn=a       | none"
            })
    void hasPiecesOfOneValue(String piece, String value) {
        assertThat(CanonicalDn.valueOf(piece).orElse(null)).isEqualTo(value);
    }

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
        assertThat(People.dn(one)).isEqualTo(People.dn(other));
        assertThat(CanonicalDn.key(People.dn(one))).isEqualTo(CanonicalDn.key(People.dn(other)));
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
        assertThat(CanonicalDn.key(People.dn(one))).isNotEqualTo(CanonicalDn.key(People.dn(other)));
    }

    @ParameterizedTest
    @CsvSource({"ß,ss", "İ,i", "ı,i", "\u212A,k", "ſ,s", "ü,u"})
    void lettersThatOnlyLookAlikeAreDifferent(String one, String other) {
        assertThat(CanonicalDn.key(People.dn("uid=" + one))).isNotEqualTo(CanonicalDn.key(People.dn("uid=" + other)));
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

            if (CanonicalDn.key(one).equals(CanonicalDn.key(other))) {
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
        assertThat(CanonicalDn.key(People.dn("cn=two   spaces,ou=c")))
                .isEqualTo(CanonicalDn.key(People.dn("cn=Two Spaces,ou=c")));
    }

    private static CanonicalDn canonical(String dn) {
        return CanonicalDn.of(People.dn(dn));
    }
}
