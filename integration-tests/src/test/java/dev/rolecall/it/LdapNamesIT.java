package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something in filters, distinguished names and rules are names, from the directory to the token. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapNamesIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");
    private static final int MANY = 2_000;

    private final TestRealm realm;
    private final Slapd slapd;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private String provider = "";

    LdapNamesIT(TestRealm realm, Slapd slapd) {
        this.realm = realm;
        this.slapd = slapd;
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsADirectory() {
        Map<String, List<String>> settings = new HashMap<>(ldap.providerSettings(LdapDirectory.PEOPLE, true));
        settings.put("rdnLDAPAttribute", List.of("cn"));
        provider = ldap.addProvider("staff", settings);
    }

    @Nested
    class AGroupCalled {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a,b+c=d",
                    "say \"hi\"",
                    "back\\slash",
                    "#hash",
                    "Müller & Söhne",
                    "*)(objectClass=*",
                    "<x>;y",
                    "-> VIEW@system"
                })
        void thisGivesItsRoleByDistinguishedNameAndByName(String name) {
            String dn = directory.addGroup(LdapDirectory.GROUPS, name);
            String mapper = ldap.addMapper(
                    provider, Map.of("rules", List.of(dn + " -> VIEW@globex", byName(name) + " -> MANAGE@acme")));
            try {
                String member = ldap.personIn(dn);
                String other = ldap.personIn();

                JsonNode access = ldap.access(member);

                assertThat(access.at("/customers/globex/roles")).isEqualTo(Json.of(List.of("VIEW")));
                assertThat(access.at("/customers/acme/roles")).isEqualTo(Json.of(List.of("MANAGE")));
                assertThat(ldap.access(other)).isEqualTo(NOTHING);
            } finally {
                ldap.remove(mapper);
            }
        }

        private static String byName(String name) {
            return "name(" + name.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")";
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"x@system", "acme/prod-eu", "*", "*)(cn=*", "system", "acme,VIEW@globex", "${customer}"})
        void thisReachesNothingByWhatAPatternCaught(String caught) {
            String dn = directory.addGroup(LdapDirectory.GROUPS, caught + "-admins");
            String mapper = ldap.addMapper(
                    provider,
                    Map.of(
                            "rules",
                            List.of("pattern(cn=(?<customer>.+)-admins," + LdapDirectory.GROUPS
                                    + ") -> ADMIN@${customer}"),
                            "grantsOnSystem",
                            List.of("true")));
            try {
                assertThat(ldap.access(ldap.personIn(dn))).isEqualTo(NOTHING);
            } finally {
                ldap.remove(mapper);
                slapd.delete(dn);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Müller, Ünal", "a+b=c", "say \"hi\"", "back\\slash", "#1", "*", "x)(member=*", "(objectClass=*)"
            })
    void aPersonsEntryCalledThisIsInItsOwnGroupsOnly(String name) {
        String group = directory.addGroup(LdapDirectory.GROUPS, "own-" + UUID.randomUUID());
        String strangers = directory.addGroup(LdapDirectory.GROUPS, "strangers-" + UUID.randomUUID());
        directory.addTo(strangers, directory.addPerson("l-" + UUID.randomUUID()));
        String mapper = ldap.addMapper(
                provider, Map.of("rules", List.of(group + " -> VIEW@globex", strangers + " -> VIEW@acme")));
        try {
            String person = "n-" + UUID.randomUUID();
            slapd.join(group, slapd.personNamed(name, person));

            JsonNode access = ldap.access(person);

            assertThat(access.at("/customers/globex/roles")).isEqualTo(Json.of(List.of("VIEW")));
            assertThat(access.path("customers").has("acme")).isFalse();
        } finally {
            ldap.remove(mapper);
        }
    }

    @Nested
    class AUsername {
        private final String person = ldap.personIn();

        @Test
        void isItsOwn() {
            assertThat(answerTo(person).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"*", "%s*", "%s)(uid=*", "*)(uid=%s", "*)(|(uid=%s))", "%s\\2a", "\\", "%s)(objectClass=*"})
        void isNoFilter(String pattern) {
            Answer answer = answerTo(pattern.formatted(person));

            assertThat(answer.status()).isEqualTo(400); // though the password is right
            assertThat(answer.json().path("error").asText()).isEqualTo("invalid_grant");
        }

        /** Keycloak itself asks its database first, which knows no such text. */
        @ParameterizedTest
        @ValueSource(strings = {"%s\u0000", "%s)(objectClass=*))(&(uid=\u0000"})
        void endsAtNoNul(String pattern) {
            Answer answer = answerTo(pattern.formatted(person));

            assertThat(answer.status()).isBetween(400, 500);
            assertThat(answer.body()).doesNotContain("access_token");
        }

        private Answer answerTo(String name) {
            return realm.asApplication()
                    .token(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            TestRealm.TEST_APP,
                            "username",
                            name,
                            "password",
                            person));
        }
    }

    @Nested
    class SomebodyInManyGroups {
        private final String person = ldap.personIn();

        @ParameterizedTest
        @ValueSource(strings = {"MEMBER", "MEMBEROF"})
        void getsWhatTheRulesGiveInTime(String strategy) {
            String name = "many-" + UUID.randomUUID();
            String member = Slapd.below(LdapDirectory.PEOPLE, "uid", person);
            IntStream.range(0, MANY).forEach(i -> slapd.group(name + "-" + i, member));
            String mapper = ldap.addMapper(
                    provider,
                    Map.of(
                            "strategy",
                            List.of(strategy),
                            "rules",
                            List.of(
                                    "pattern(cn=" + name + "-\\d+," + LdapDirectory.GROUPS + ") -> VIEW@acme",
                                    "cn=" + name + "-" + (MANY - 1) + "," + LdapDirectory.GROUPS + " -> VIEW@globex")));
            try {
                long start = System.nanoTime();
                JsonNode access = ldap.access(person);
                Duration first = Duration.ofNanos(System.nanoTime() - start);

                assertThat(access.at("/customers/acme/roles")).isEqualTo(Json.of(List.of("VIEW")));
                assertThat(access.at("/customers/globex/roles")).isEqualTo(Json.of(List.of("VIEW")));
                assertThat(first).isLessThan(Duration.ofSeconds(10));
            } finally {
                ldap.remove(mapper);
            }
        }

        @Test
        void whoseNamesAllNameSomethingThatIsNotThereGetsTheRest() {
            String name = "d" + UUID.randomUUID().toString().substring(0, 8);
            String member = Slapd.below(LdapDirectory.PEOPLE, "uid", person);
            IntStream.range(0, MANY).forEach(i -> slapd.group(name + "-" + i + "-admins", member));
            directory.addTo(directory.addGroup(LdapDirectory.GROUPS, "acme-admins"), person);
            String mapper = ldap.addMapper(
                    provider,
                    Map.of(
                            "rules",
                            List.of("pattern(cn=(?<customer>[\\w-]+)-admins," + LdapDirectory.GROUPS
                                    + ") -> ADMIN@${customer}")));
            try {
                JsonNode customers = ldap.access(person).path("customers");

                assertThat(customers).hasSize(1);
                assertThat(customers.at("/acme/roles")).isEqualTo(Json.of(List.of("ADMIN")));
            } finally {
                ldap.remove(mapper);
            }
        }
    }
}
