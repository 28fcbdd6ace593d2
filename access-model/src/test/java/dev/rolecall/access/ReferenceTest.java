package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @Test
    void namesADefaultRoleOnACustomer() {
        assertThat(Reference.parse("ADMIN@acme")).isEqualTo(new Reference("ADMIN", new AccessObject.Customer("acme")));
    }

    @Test
    void namesADefaultRoleOnADeployment() {
        assertThat(Reference.parse("VIEW@acme/prod-eu"))
                .isEqualTo(new Reference("VIEW", new AccessObject.Deployment("acme", "prod-eu")));
    }

    @Test
    void namesADefaultRoleOnTheSystem() {
        assertThat(Reference.parse("SUPER@system").object()).isEqualTo(new AccessObject.TheSystem());
    }

    @Test
    void namesAPermissionByClientAndRole() {
        assertThat(Reference.parse("console.logs.read@acme/prod-eu").name()).isEqualTo("console.logs.read");
    }

    @Test
    void readsTypesInAnyCase() {
        assertThat(Reference.parse("admin@acme").type()).contains(RoleType.ADMIN);
    }

    @Test
    void readsEverythingElseExactly() {
        assertThat(Reference.parse("VIEW@Acme")).isNotEqualTo(Reference.parse("VIEW@acme"));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN@acme,                          ADMIN@acme",
        "view@acme/prod-eu,                   VIEW@acme/prod-eu",
        "a.b%20c@acme/R%26D%2Fwest,           a.b%20c@acme/R&D%2Fwest",
        "VIEW@m%C3%BCller%3b%2c/100%25,       VIEW@müller%3B%2C/100%25",
        "x.y%40z@acme,                        x.y%40z@acme",
        "VIEW@a%C2%A0b,                       VIEW@a%C2%A0b",
        "VIEW@a+b,                            VIEW@a+b"
    })
    void isWrittenInOneCanonicalForm(String text, String canonical) {
        Reference reference = Reference.parse(text);

        assertThat(reference).hasToString(canonical);
        assertThat(Reference.parse(canonical)).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ADMIN",
                "@acme",
                "ADMIN@",
                "ADMIN@acme@globex",
                "ADMIN@acme/",
                "ADMIN@/prod",
                "ADMIN@acme/prod/eu",
                "BOSS@acme",
                ".read@acme",
                "console.@acme",
                "ADMIN@a cme",
                "ADMIN@acme;VIEW",
                "ADMIN@acme,globex",
                "ADMIN@acme/prod\n",
                "ADMIN@ac%4",
                "ADMIN@ac%zz",
                "ADMIN@ac%",
                "ADMIN@ac%FFme",
                "ADMIN@ac%00me",
                "ADMIN@acme/prod%0A",
                "console.re%C2%85ad@acme",
                "VIEW@system/prod"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatExceptionOfType(InvalidReferenceException.class).isThrownBy(() -> Reference.parse(text));
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatExceptionOfType(InvalidReferenceException.class)
                .isThrownBy(() -> Reference.parse("VIEW@" + "a".repeat(Reference.MAX_LENGTH)))
                .withMessageContaining("8192");
    }

    @Test
    void doesNotRepeatTheTextInItsMessage() {
        assertThatExceptionOfType(InvalidReferenceException.class)
                .isThrownBy(() -> Reference.parse("secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
