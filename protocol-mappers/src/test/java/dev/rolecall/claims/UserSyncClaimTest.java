package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSyncClaimTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/claims/user-sync",
                "https://example\\.com/claims/user-sync",
                "HTTP://example.com/",
                "urn:example.com:claims",
                "https://example.com/a..b"
            })
    void aUriIsOneMemberWithAllItsDots(String text) {
        String name = text.replace("\\", "");

        assertThat(UserSyncClaim.parse(text))
                .hasValueSatisfying(claim -> assertThat(claim.path()).containsExactly(name));
        assertThat(UserSyncClaim.toWrite(text))
                .hasValueSatisfying(claim -> assertThat(claim.path()).containsExactly(name));
    }

    @Test
    void otherwiseADotNestsUnlessItIsEscaped() {
        assertThat(UserSyncClaim.parse("app.user\\.sync"))
                .hasValueSatisfying(claim -> assertThat(claim.path()).containsExactly("app", "user.sync"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".a", "a.", "a..b", "a. .b"})
    void aNameWithAnEmptyMemberIsNone(String text) {
        assertThat(UserSyncClaim.parse(text)).isEmpty();
        assertThat(UserSyncClaim.toWrite(text)).isEmpty();
    }

    @Test
    void aNameIsBounded() {
        assertThat(UserSyncClaim.parse("a".repeat(200))).isPresent();
        assertThat(UserSyncClaim.parse("a".repeat(201))).isEmpty();
    }

    @Test
    void whatTokensUseForSomethingElseCanBeReadAndNotWritten() {
        assertThat(UserSyncClaim.parse("sub")).isPresent();
        assertThat(UserSyncClaim.toWrite("sub")).isEmpty();
    }

    @Test
    void findsItsValueWhereItNests() throws Exception {
        JsonNode claims = new ObjectMapper().readTree("{\"app\":{\"sync\":[]},\"x\":null}");

        assertThat(UserSyncClaim.parse("app.sync").orElseThrow().in(claims)).isPresent();
        assertThat(UserSyncClaim.parse("app.other").orElseThrow().in(claims)).isEmpty();
        assertThat(UserSyncClaim.parse("x").orElseThrow().in(claims)).isEmpty();
    }
}
