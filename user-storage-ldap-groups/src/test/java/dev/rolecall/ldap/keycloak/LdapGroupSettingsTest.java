package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.provider.ProviderConfigProperty;

class LdapGroupSettingsTest {
    private static MultivaluedHashMap<String, String> settings() {
        MultivaluedHashMap<String, String> settings = new MultivaluedHashMap<>();
        settings.putSingle(LdapGroupSettings.GROUP_BASES, "ou=groups,dc=example,dc=com");
        return settings;
    }

    @Test
    void aBaseIsAllThatIsNeeded() {
        LdapGroupSettings read = LdapGroupSettings.from(settings());

        assertThat(read.refresh()).isEqualTo(Duration.ofMinutes(5));
        assertThat(read.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(read.revokeLimitPercent()).isEqualTo(20);
        assertThat(read.batchSize()).isEqualTo(200);
        assertThat(read.ceiling()).isEqualTo(Ceiling.DEFAULT);
        assertThat(read.rules().isEmpty()).isTrue();
    }

    @Test
    void theDefaultsOfTheFormAreThoseOfTheReader() {
        MultivaluedHashMap<String, String> form = settings();
        for (ProviderConfigProperty property : LdapGroupSettings.PROPERTIES) {
            Object preset = property.getDefaultValue();
            if (preset instanceof List<?> values) {
                form.put(
                        property.getName(), values.stream().map(String::valueOf).toList());
            } else if (preset != null) {
                form.putSingle(property.getName(), preset.toString());
            }
        }

        LdapGroupSettings read = LdapGroupSettings.from(form);
        LdapGroupSettings bare = LdapGroupSettings.from(settings());

        assertThat(read.groups()).isEqualTo(bare.groups());
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("rules", "groups")
                .isEqualTo(bare);
    }

    @Test
    void grantsHaveTheMapperAsOriginAndAssociate() {
        var rules = LdapGroupSettings.from(settings()).grantRules("mapper-1");

        assertThat(rules.origin()).isEqualTo(new Origin(Origin.Kind.LDAP, "mapper-1"));
        assertThat(rules.rolesAssociate()).isTrue();
        assertThat(rules.authoritative()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "groupBases, not a dn",
        "commonBase, 'ou=elsewhere,dc=example,dc=org'",
        "groupFilter, cn=x",
        "groupNameAttribute, 'cn)(objectClass=*'",
        "strategy, BOTH",
        "nesting, DEEP",
        "maxDepth, 0",
        "refreshSeconds, soon",
        "refreshSeconds, -1",
        "maxAgeSeconds, 1",
        "revokeLimitPercent, 101",
        "batchSize, 0",
        "ceiling, KING",
        "grantsOnSystem, perhaps",
        "missing, INVENT"
    })
    void aValueThatMakesNoSenseIsRefused(String setting, String value) {
        MultivaluedHashMap<String, String> settings = settings();
        settings.putSingle(setting, value);

        assertThatThrownBy(() -> LdapGroupSettings.from(settings)).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void aRuleThatCannotBeReadIsNamedByItsLine() {
        MultivaluedHashMap<String, String> settings = settings();
        settings.put(
                LdapGroupSettings.RULES,
                List.of("# comment", "cn=a,ou=groups,dc=example,dc=com -> VIEW@acme", "", "pattern(( -> VIEW@acme"));

        assertThatThrownBy(() -> LdapGroupSettings.from(settings))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("rules: line 4");
    }

    @Test
    void linesOfOneValueCountAsLines() {
        MultivaluedHashMap<String, String> settings = settings();
        settings.putSingle(
                LdapGroupSettings.RULES,
                "cn=a,ou=groups,dc=example,dc=com -> VIEW@acme\ncn=b,ou=groups,dc=example,dc=com -> nonsense");

        assertThatThrownBy(() -> LdapGroupSettings.from(settings)).hasMessageContaining("line 2");
    }

    @Test
    void withoutABaseNoGroupCounts() {
        assertThatThrownBy(() -> LdapGroupSettings.from(new MultivaluedHashMap<>()))
                .isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void goldenUsersAreReadWithTheNumbersOfTheirLines() {
        MultivaluedHashMap<String, String> settings = settings();
        settings.put(LdapGroupSettings.GOLDEN_USERS, List.of("# who must get what", "", "lena > ADMIN@acme"));

        assertThatThrownBy(() -> LdapGroupSettings.from(settings))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("goldenUsers: line 3");
    }

    @Test
    void goldenUsersRefuseByDefault() {
        MultivaluedHashMap<String, String> settings = settings();
        settings.putSingle(LdapGroupSettings.GOLDEN_USERS, "lena -> ADMIN@acme");

        assertThat(LdapGroupSettings.from(settings).goldenUsers()).hasSize(1);
        assertThat(LdapGroupSettings.from(settings).goldenCheck()).isEqualTo(LdapGroupSettings.GoldenCheck.REFUSE);
    }

    @Test
    void linesBecomeOneValueSoThatTheirNumbersStay() {
        MultivaluedHashMap<String, String> settings = settings();
        settings.put(LdapGroupSettings.RULES, List.of("# first", "name(b) -> VIEW@acme", "name(a) -> VIEW@acme"));

        LdapGroupSettings.keepLines(settings);

        assertThat(settings.get(LdapGroupSettings.RULES))
                .containsExactly("# first\nname(b) -> VIEW@acme\nname(a) -> VIEW@acme");
        assertThat(LdapGroupSettings.from(settings).rules().groupNames().get("a"))
                .containsExactly(3);
    }
}
