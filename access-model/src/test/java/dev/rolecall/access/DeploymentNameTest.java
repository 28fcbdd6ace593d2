package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentNameTest {
    @Test
    void aNameAloneIsThatNameInEveryCustomer() {
        assertThat(DeploymentName.parse("prod-eu")).isEqualTo(new DeploymentName(null, "prod-eu"));
    }

    @Test
    void aCustomerStandsBeforeTheSlash() {
        assertThat(DeploymentName.parse("acme/prod-eu")).isEqualTo(new DeploymentName("acme", "prod-eu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod-eu", "acme/prod-eu", "a%2Fb/prod%20eu"})
    void theCanonicalFormReadsBack(String text) {
        assertThat(DeploymentName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "acme/",
                "/prod-eu",
                "a/b/c",
                "prod eu",
                "prod,eu",
                "system/prod-eu",
                "a@b",
                "%",
                "%zz",
                "a%00b",
                "acme%1F/prod-eu",
                "acme/prod%7F"
            })
    void whatIsNoDeploymentIsRefused(String text) {
        assertThatThrownBy(() -> DeploymentName.parse(text)).isInstanceOf(InvalidReferenceException.class);
    }

    @Test
    void aTextIsBounded() {
        assertThat(DeploymentName.parse("a".repeat(DeploymentName.MAX_LENGTH)).name())
                .hasSize(DeploymentName.MAX_LENGTH);
        assertThatThrownBy(() -> DeploymentName.parse("a".repeat(DeploymentName.MAX_LENGTH + 1)))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessageContaining(String.valueOf(DeploymentName.MAX_LENGTH));
    }
}
