package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

class TrialRequestTest {
    private static TrialRequest read(String body) {
        return TrialRequest.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static UnreadableRequestException refusalOf(String body) {
        return catchThrowableOfType(UnreadableRequestException.class, () -> read(body));
    }

    @Test
    void rulesStandInPlaceOfTheSavedOnesAndTheRestStays() {
        ComponentModel saved = new ComponentModel();
        saved.put(LdapGroupSettings.GROUP_BASES, "ou=groups");
        saved.put(LdapGroupSettings.RULES, "name(a) -> VIEW@acme");

        ComponentModel trial = read("{\"rules\":[\"name(b) -> VIEW@acme\",\"name(c) -> VIEW@acme\"]}")
                .on(saved);

        assertThat(trial.getConfig().getList(LdapGroupSettings.RULES))
                .containsExactly("name(b) -> VIEW@acme", "name(c) -> VIEW@acme");
        assertThat(trial.get(LdapGroupSettings.GROUP_BASES)).isEqualTo("ou=groups");
        assertThat(saved.get(LdapGroupSettings.RULES)).isEqualTo("name(a) -> VIEW@acme");
    }

    @Test
    void whatIsLeftOutIsTheSavedOne() {
        ComponentModel saved = new ComponentModel();
        saved.put(LdapGroupSettings.RULES, "name(a) -> VIEW@acme");

        assertThat(read("{\"username\":\"lena\"}").on(saved).getConfig()).isEqualTo(saved.getConfig());
    }

    @Test
    void noRulesAtAllCanBeTried() {
        assertThat(read("{\"rules\":[]}").rules()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"rules\"",
                "{\"rules\":\"name(a) -> VIEW@acme\"}",
                "{\"rules\":[1]}",
                "{\"rules\":[null]}",
                "{\"rules\":[[\"x\"]]}",
                "{\"rule\":[]}",
                "{\"username\":\" \"}",
                "{} {}",
                "{\"rules\":[\"not a rule\"]}",
                "{\"goldenUsers\":[\"lena\"]}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}"
            })
    void anythingElseIsRefused(String body) {
        assertThat(refusalOf(body)).isNotNull();
    }

    @Test
    void aLongUsernameIsRefused() {
        assertThat(refusalOf("{\"username\":\"" + "a".repeat(256) + "\"}").field())
                .isEqualTo("username");
    }

    @Test
    void aBodyAboveTheLimitIsRefused() {
        assertThat(refusalOf(" ".repeat(JsonBody.MOST_BYTES + 1)).isTooLong()).isTrue();
    }

    @Test
    void aRuleThatCannotBeReadIsNamedByItsLine() {
        UnreadableRequestException refusal =
                refusalOf("{\"rules\":[\"name(a) -> VIEW@acme\",\"pattern(( -> VIEW@acme\"]}");

        assertThat(refusal.field()).isEqualTo("rules");
        assertThat(refusal.lines()).singleElement().asString().startsWith("line 2:");
    }

    @Test
    void itsTextNamesNobody() {
        assertThat(read("{\"username\":\"lena\"}").toString()).doesNotContain("lena");
    }
}
