package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapGroupsClaimTest {
    private static final List<PersonFacts.Group> GROUPS = List.of(
            new PersonFacts.Group("cn=b,ou=groups,dc=test", "b"),
            new PersonFacts.Group("cn=a,ou=groups,dc=test", "a"),
            new PersonFacts.Group("cn=a,ou=attic,dc=test", "a"));

    private static Map<String, Object> written(Map<String, String> settings, List<PersonFacts.Group> groups) {
        Map<String, Object> claims = new HashMap<>();
        LdapGroupsClaim.from(settings).orElseThrow().write(groups, claims);
        return claims;
    }

    @Test
    void namesStandOnceAndInOrder() {
        assertThat(written(Map.of(), GROUPS)).isEqualTo(Map.of("user_ldap_groups", List.of("a", "b")));
    }

    @Test
    void distinguishedNamesTellNamesakesApart() {
        assertThat(written(Map.of("format", "DN"), GROUPS))
                .isEqualTo(Map.of(
                        "user_ldap_groups",
                        List.of("cn=a,ou=attic,dc=test", "cn=a,ou=groups,dc=test", "cn=b,ou=groups,dc=test")));
    }

    @Test
    void aListThatIsTooLongIsLeftOut() {
        List<PersonFacts.Group> many = IntStream.range(0, 201)
                .mapToObj(i -> new PersonFacts.Group("cn=g" + i, "g" + i))
                .toList();

        assertThat(written(Map.of(), many)).isEqualTo(Map.of("user_ldap_groups_overage", 201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "scope", "resource_access.console", "access", ".a", "a..b"})
    void aNameThatMeansSomethingElseIsRefused(String name) {
        assertThat(LdapGroupsClaim.from(Map.of("claim.name", name))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"format, CN", "maxEntries, 0", "maxEntries, 2001", "maxEntries, many"})
    void aSettingThatMakesNoSenseIsRefused(String setting, String value) {
        assertThat(LdapGroupsClaim.from(Map.of(setting, value))).isEmpty();
    }
}
