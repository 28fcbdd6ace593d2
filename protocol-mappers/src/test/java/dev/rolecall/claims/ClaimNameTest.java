package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimNameTest {
    @Test
    void aDotNests() {
        assertThat(ClaimName.parse("app.access"))
                .hasValueSatisfying(n -> assertThat(n.path()).containsExactly("app", "access"));
    }

    @Test
    void anEscapedDotIsADot() {
        assertThat(ClaimName.parse("https://acme\\.test/access"))
                .hasValueSatisfying(n -> assertThat(n.path()).containsExactly("https://acme.test/access"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", ".access", "access.", "a..b", "a. .b"})
    void anEmptyMemberIsNoName(String text) {
        assertThat(ClaimName.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sub",
                "aud",
                "scope",
                "realm_access",
                "resource_access.console",
                "email",
                "organization",
                "act",
                "active"
            })
    void whatATokenUsesForSomethingElseIsReserved(String text) {
        assertThat(ClaimName.parse(text)).isEmpty();
        assertThat(ClaimName.isReserved(text)).isTrue();
    }

    @Test
    void aNameIsBounded() {
        assertThat(ClaimName.parse("a".repeat(200))).isPresent();
        assertThat(ClaimName.parse("a".repeat(201))).isEmpty();
    }
}
