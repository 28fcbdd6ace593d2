package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"acme", "Acme-2.0_eu", "büro", "~x", "SYSTEM", "'"})
    void anAliasCanBe(String alias) {
        assertThat(ObjectName.faultOfAlias(alias)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "system",
                "a b",
                "a\tb",
                "a\0b",
                "a\u0085b",
                "a%b",
                "a@b",
                "a/b",
                "a;b",
                "a,b",
                "a:b",
                "*",
                "[a]",
                "a\\b"
            })
    void anAliasCannotBe(String alias) {
        assertThat(ObjectName.faultOfAlias(alias)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod-eu", "a b", "50%", "a@b;c,d", "Viewer", "x+", "SUPERB"})
    void aDeploymentCanBeCalled(String name) {
        assertThat(ObjectName.faultOfDeployment(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\t", "VIEW", "Admin", "super", "+x.y", "+", "a/b", " a", "a ", "a\nb", "a\0b"})
    void aDeploymentCannotBeCalled(String name) {
        assertThat(ObjectName.faultOfDeployment(name)).isPresent();
    }

    @Test
    void everyNameIsBounded() {
        String longest = "x".repeat(ObjectName.MAX_LENGTH);

        assertThat(ObjectName.faultOfAlias(longest)).isEmpty();
        assertThat(ObjectName.faultOfAlias(longest + "x")).isPresent();
        assertThat(ObjectName.faultOfDeployment(longest)).isEmpty();
        assertThat(ObjectName.faultOfDeployment(longest + "x")).isPresent();
        assertThat(ObjectName.faultOfName(longest)).isEmpty();
        assertThat(ObjectName.faultOfName(longest + "x")).isPresent();
    }
}
