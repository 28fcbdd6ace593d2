package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rolecall.access.InvalidReferenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ADMIN@acme",
                "VIEW@acme/prod-eu",
                "SUPER@system",
                "console.logs.read@acme",
                "role%3Ax.y@acme",
                "role:x.y@acme",
                "member:acme",
                "member:system",
                "member:a%2Fb",
                "role:auditor",
                "role:offline_access",
                "role:two%20words",
                "role:https:%2F%2Fwiki.example/editor",
                "role:system/x"
            })
    void readsBack(String text) {
        Target target = Target.parse(text);

        assertThat(Target.parse(target.toString())).isEqualTo(target);
    }

    @Test
    void isAPlainRoleOnlyWithoutAnObject() {
        assertThat(Target.parse("role:auditor")).isEqualTo(new Target.RealmRole("auditor"));
        assertThat(Target.parse("role:wiki/editor")).isEqualTo(new Target.ClientRole("wiki", "editor"));
        assertThat(Target.parse("role:x.y@acme")).isInstanceOf(Target.Grant.class);
        assertThatExceptionOfType(InvalidReferenceException.class).isThrownBy(() -> Target.parse("role:auditor@acme"));
    }

    @Test
    void thatIsAnAssociationIsOfNoDeployment() {
        assertThatExceptionOfType(InvalidReferenceException.class).isThrownBy(() -> Target.parse("member:acme/prod"));
        assertThat(Target.parse("member:acme"))
                .isInstanceOfSatisfying(
                        Target.Association.class, a -> assertThat(a.customer()).isEqualTo("acme"));
    }
}
