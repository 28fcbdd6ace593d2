package dev.rolecall.sync.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void namesNoErrorToARequestWithoutCredentials() {
        assertThat(new Challenge("Bearer", "cloud", null, null).header()).isEqualTo("Bearer realm=\"cloud\"");
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        assertThat(new Challenge("DPoP", "cloud", "invalid_token", "It expired.").header())
                .isEqualTo("DPoP realm=\"cloud\", error=\"invalid_token\", error_description=\"It expired.\"");
    }

    @Test
    void cannotBeBrokenOutOfByTheNameOfARealm() {
        assertThat(new Challenge("Bearer", "a\"b\\c\r\nSet-Cookie: é", null, null).header())
                .isEqualTo("Bearer realm=\"a?b?c??Set-Cookie: ?\"");
    }
}
