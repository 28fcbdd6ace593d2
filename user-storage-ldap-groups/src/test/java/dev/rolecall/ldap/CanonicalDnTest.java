package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
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

    private static CanonicalDn canonical(String dn) {
        return CanonicalDn.of(People.dn(dn));
    }
}
