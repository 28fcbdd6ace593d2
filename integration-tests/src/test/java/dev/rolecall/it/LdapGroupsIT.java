package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of a directory become grants at logins, refreshes and syncs, and stop being grants. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapGroupsIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");
    private static final String VIEWERS = "cn=globex-viewers," + LdapDirectory.GROUPS;
    private static final String ADMINS = "cn=acme-prod-eu-admins," + LdapDirectory.GROUPS;
    private static final List<String> RULES = List.of(
            "# what groups give",
            VIEWERS + " -> VIEW@globex",
            "pattern(cn=(?<customer>\\w+)-(?<deployment>[\\w-]+)-admins,ou=groups,.*) ->"
                    + " ADMIN@${customer}/${deployment}",
            "name(auditors) -> role:auditor",
            "name(lost) -> VIEW@nowhere, MANAGE@acme",
            "name(chiefs) -> VIEW@system, role:realm-management/realm-admin, role:admin-in-disguise, VIEW@acme");

    private final TestRealm realm;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private String provider = "";
    private String mapper = "";

    LdapGroupsIT(TestRealm realm, Slapd slapd) {
        this.realm = realm;
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsADirectory() {
        for (String name : List.of("globex-viewers", "acme-prod-eu-admins", "auditors", "lost", "chiefs")) {
            directory.addGroup(LdapDirectory.GROUPS, name);
        }
        directory.addGroup(LdapDirectory.ATTIC, "globex-viewers");
        realm.asAdministrator()
                .post(realm.path("/roles"), Json.of(Map.of("name", "auditor")))
                .expecting(201);
        String disguised = realm.path("/roles/admin-in-disguise");
        realm.asAdministrator()
                .post(realm.path("/roles"), Json.of(Map.of("name", "admin-in-disguise")))
                .expecting(201);
        realm.asAdministrator()
                .post(disguised + "/composites", Json.of(List.of(realm.clientRole("realm-management", "realm-admin"))))
                .expecting(204);
        provider = ldap.addProvider("staff", LdapDirectory.PEOPLE, true);
        mapper = addMapper(Map.of("rules", RULES));
    }

    @Test
    void anExactGroupGivesItsRoleAtTheFirstLogin() {
        String person = personIn(VIEWERS);

        assertThat(access(person).at("/customers/globex/roles/0").asText()).isEqualTo("VIEW");
    }

    @Test
    void aPatternGivesTheRoleOnTheDeploymentItCaught() {
        String person = personIn(ADMINS);

        assertThat(access(person)
                        .at("/customers/acme/deployments/prod-eu/roles/0")
                        .asText())
                .isEqualTo("ADMIN");
    }

    @Test
    void aNamesakeInAnotherBranchGivesNothing() {
        String person = personIn("cn=globex-viewers," + LdapDirectory.ATTIC);

        assertThat(access(person)).isEqualTo(NOTHING);
    }

    @Test
    void aPlainRoleIsInTheTokenOfTheSameLogin() {
        String person = personIn("cn=auditors," + LdapDirectory.GROUPS);

        assertThat(ClaimIT.texts(login(person).accessClaims().at("/realm_access/roles")))
                .contains("auditor");
    }

    @Test
    void aRoleIsGoneAtTheNextLoginAfterTheGroup() {
        String person = personIn(VIEWERS, ADMINS);
        access(person);

        directory.removeFrom(VIEWERS, person);

        assertThat(access(person).path("customers").has("globex")).isFalse();
        assertThat(access(person).path("customers").has("acme")).isTrue();
        assertThat(isMember(person, "globex")).isFalse();
    }

    @Test
    void aPlainRoleIsGoneAtTheNextLoginAfterTheGroup() {
        String auditors = "cn=auditors," + LdapDirectory.GROUPS;
        String person = personIn(auditors);
        login(person);

        directory.removeFrom(auditors, person);

        assertThat(ClaimIT.texts(login(person).accessClaims().at("/realm_access/roles")))
                .doesNotContain("auditor");
    }

    @Test
    void aRoleComesBackWithTheGroup() {
        String person = personIn(VIEWERS);
        access(person);
        directory.removeFrom(VIEWERS, person);
        access(person);

        directory.addTo(VIEWERS, person);

        assertThat(access(person).path("customers").has("globex")).isTrue();
    }

    @Test
    void whatOthersGaveStays() {
        String person = personIn(VIEWERS);
        access(person);
        realm.join(realm.idOf(person), "MANAGE@globex").expecting(204);

        directory.removeFrom(VIEWERS, person);

        assertThat(access(person).at("/customers/globex/roles")).isEqualTo(Json.of(List.of("MANAGE")));
    }

    @Test
    void aReferenceThatDoesNotExistGivesNothingAndTheOthersCount() {
        String person = personIn("cn=lost," + LdapDirectory.GROUPS);

        assertThat(access(person).at("/customers/acme/roles/0").asText()).isEqualTo("MANAGE");
        assertThat(access(person).path("customers").has("nowhere")).isFalse();
    }

    @Test
    void nothingAboveTheCeilingAndNoRoleThatAdministersKeycloakIsGiven() {
        String person = personIn("cn=chiefs," + LdapDirectory.GROUPS);

        JsonNode claims = login(person).accessClaims();

        assertThat(claims.path("access").has("system")).isFalse();
        assertThat(claims.at("/access/customers/acme/roles/0").asText()).isEqualTo("VIEW");
        assertThat(claims.at("/resource_access").has("realm-management")).isFalse();
        assertThat(ClaimIT.texts(claims.at("/realm_access/roles"))).doesNotContain("admin-in-disguise");
    }

    @Test
    void aBrowserLoginGetsThemToo() {
        String person = personIn(VIEWERS);

        Tokens tokens =
                realm.asApplication().login(realm.request(TestRealm.TEST_APP).scope("openid"), person, person);

        assertThat(tokens.accessClaims().at("/access/customers/globex/roles/0").asText())
                .isEqualTo("VIEW");
    }

    @Test
    void whatAMapperGaveGoesWithIt() {
        String group = directory.addGroup(LdapDirectory.GROUPS, "brief-" + UUID.randomUUID());
        String brief = addMapper(Map.of("rules", List.of(group + " -> VIEW@acme, role:auditor")));
        String person = personIn(group, VIEWERS);
        login(person);

        realm.asAdministrator().delete(realm.path("/components/" + brief)).expecting(204);

        await().atMost(Duration.ofSeconds(30)).until(() -> !isMember(person, "acme"));
        JsonNode claims = login(person).accessClaims();
        assertThat(ClaimIT.texts(claims.at("/realm_access/roles"))).doesNotContain("auditor");
        assertThat(claims.at("/access/customers").has("globex")).isTrue();
    }

    @Test
    void theProviderWaitsForNoAnswerForEver() {
        JsonNode settings = realm.asAdministrator()
                .get(realm.path("/components/" + provider))
                .expecting(200)
                .json()
                .path("config");

        assertThat(settings.at("/readTimeout/0").asInt()).isEqualTo(10_000);
        assertThat(settings.at("/connectionTimeout/0").asInt()).isEqualTo(5_000);
    }

    @Test
    void aLoginAsksOneQuestionMoreThanWithoutGroups() {
        String person = personIn(VIEWERS);
        login(person);

        int searches = directory.searchesOf(() -> login(person));

        assertThat(searches).isLessThanOrEqualTo(2);
    }

    @Test
    void theOriginIsTheMapper() {
        String person = personIn(VIEWERS);
        access(person);

        JsonNode held = realm.asAdministrator()
                .get(realm.path("/rolecall/users/" + person))
                .expecting(200)
                .json();

        assertThat(held.findValues("origins"))
                .isNotEmpty()
                .allSatisfy(origins -> assertThat(origins)
                        .extracting(
                                origin -> origin.path("kind").asText(),
                                origin -> origin.path("id").asText())
                        .containsExactly(tuple("ldap", mapper)));
    }

    @Nested
    class AtARefresh {
        @Test
        void aRoleIsGoneWhenTheLastAnswerIsOld() {
            String person = personIn(VIEWERS);
            setting("refreshSeconds", "0");
            try {
                Tokens tokens = login(person);
                assertThat(tokens.accessClaims().at("/access/customers").has("globex"))
                        .isTrue();
                directory.removeFrom(VIEWERS, person);

                assertThat(refresh(tokens).accessClaims().path("access")).isEqualTo(NOTHING);
            } finally {
                setting("refreshSeconds", "300");
            }
        }

        @Test
        void aRoleIsGoneNoLaterThanTheSettingSays() {
            String person = personIn(VIEWERS);
            setting("refreshSeconds", "2");
            try {
                AtomicReference<Tokens> tokens = new AtomicReference<>(login(person));
                directory.removeFrom(VIEWERS, person);

                await().atMost(Duration.ofSeconds(10)) // two, and what a busy machine needs
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> {
                            tokens.set(refresh(tokens.get()));
                            assertThat(tokens.get().accessClaims().path("access"))
                                    .isEqualTo(NOTHING);
                        });
            } finally {
                setting("refreshSeconds", "300");
            }
        }

        @Test
        void theDirectoryIsNotAskedWhileTheLastAnswerIsYoung() {
            String person = personIn(VIEWERS);
            Tokens tokens = login(person);

            directory.removeFrom(VIEWERS, person);

            assertThat(refresh(tokens).accessClaims().at("/access/customers").has("globex"))
                    .isTrue();
        }

        @Test
        void nobodyLosesAnythingWhileTheDirectoryIsDown() {
            String person = personIn(VIEWERS);
            setting("refreshSeconds", "0");
            Tokens tokens =
                    refresh(login(person)); // whom Keycloak has in no cache it does not know without the directory
            directory.stop();
            try {
                Tokens refreshed = refresh(tokens);

                assertThat(refreshed.accessClaims().at("/access/customers").has("globex"))
                        .isTrue();
            } finally {
                directory.restart();
                setting("refreshSeconds", "300");
            }
        }
    }

    @Nested
    class ASync {
        private final String group = directory.addGroup(LdapDirectory.GROUPS, "team-" + UUID.randomUUID());
        private final String own = addMapper(Map.of("rules", List.of(group + " -> VIEW@acme")));

        @AfterEach
        void thereIsOneMapperAgain() {
            realm.asAdministrator().delete(realm.path("/components/" + own)).expecting(204);
        }

        @Test
        void givesWhatTheGroupsGiveToWhoDoesNotLogIn() {
            String person = personIn();
            login(person);

            directory.addTo(group, person);
            JsonNode result = sync("fedToKeycloak");

            assertThat(result.path("updated").asInt()).isEqualTo(1);
            assertThat(isMember(person, "acme")).isTrue();
        }

        @Test
        void takesWhatTheGroupsDoNotGiveAnyMore() {
            String person = personIn(group);
            login(person);

            directory.removeFrom(group, person);
            JsonNode result = sync("fedToKeycloak");

            assertThat(result.path("removed").asInt()).isEqualTo(1);
            assertThat(isMember(person, "acme")).isFalse();
        }

        @Test
        void takesNothingAboveItsLimitUntilTold() {
            List<String> people = List.of(personIn(group), personIn(group), personIn(group));
            people.forEach(LdapGroupsIT.this::login);
            directory.removeFrom(group, people.get(0));
            directory.removeFrom(group, people.get(1));

            JsonNode held = sync("fedToKeycloak");
            boolean stays = isMember(people.get(0), "acme");
            JsonNode told = sync("keycloakToFed");

            assertThat(held.path("status").asText()).contains("2 people would lose something");
            assertThat(stays).isTrue();
            assertThat(told.path("removed").asInt()).isEqualTo(2);
            assertThat(isMember(people.get(0), "acme")).isFalse();
            assertThat(isMember(people.get(2), "acme")).isTrue();
        }

        @Test
        void givesAndTakesNothingWhereMembersDoNotTellEveryGroup() {
            String former = personIn(group);
            String member = personIn();
            login(former);
            login(member);
            setting(own, "nesting", "IN_CHAIN");
            directory.removeFrom(group, former);
            directory.addTo(group, member);

            JsonNode result = sync("fedToKeycloak");

            assertThat(result.path("removed").asInt()).isZero();
            assertThat(result.path("status").asText()).contains("the sync took nothing from members");
            assertThat(isMember(former, "acme")).isTrue();
            assertThat(isMember(member, "acme")).isTrue();
        }

        @Test
        void changesNothingWhileTheDirectoryIsDown() {
            String person = personIn(group);
            login(person);
            directory.stop();
            try {
                JsonNode result = sync("fedToKeycloak");

                assertThat(result.path("status").asText()).contains("nothing changed");
                assertThat(isMember(person, "acme")).isTrue();
            } finally {
                directory.restart();
            }
        }

        @Test
        void namesTheGroupsOfRulesThatDoNotExist() {
            String missing = "cn=nobody-made-it," + LdapDirectory.GROUPS;
            setting(own, "rules", missing + " -> VIEW@acme");

            assertThat(sync("fedToKeycloak").path("status").asText()).contains(missing);
        }

        private JsonNode sync(String direction) {
            return realm.asAdministrator()
                    .post(
                            realm.path(
                                    "/user-storage/" + provider + "/mappers/" + own + "/sync?direction=" + direction),
                            Json.of(Map.of()))
                    .expecting(200)
                    .json();
        }
    }

    @Nested
    class ByTheAttributeMemberOf {
        private final String namesake = "cn=globex-viewers," + LdapDirectory.ATTIC;

        @Test
        void aNamesakeInAnotherBranchGivesNothingThoughItDoesByTheMapperOfKeycloak() {
            String stock = realm.asAdministrator()
                    .post(
                            realm.path("/components"),
                            Json.of(Map.of(
                                    "name",
                                    "stock",
                                    "parentId",
                                    provider,
                                    "providerId",
                                    "role-ldap-mapper",
                                    "providerType",
                                    "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                                    "config",
                                    stockSettings())))
                    .expecting(201)
                    .location()
                    .toString();
            setting("strategy", "MEMBEROF");
            try {
                String person = personIn();
                directory.addTo(namesake, person);

                JsonNode claims = login(person).accessClaims();

                assertThat(ClaimIT.texts(claims.at("/realm_access/roles"))).contains("globex-viewers");
                assertThat(claims.path("access")).isEqualTo(NOTHING);
            } finally {
                setting("strategy", "MEMBER");
                realm.asAdministrator()
                        .delete(realm.path("/components/" + stock.substring(stock.lastIndexOf('/') + 1)))
                        .expecting(204);
            }
        }

        @Test
        void theGroupItselfGivesItsRole() {
            setting("strategy", "MEMBEROF");
            try {
                String person = personIn(VIEWERS);

                assertThat(access(person).path("customers").has("globex")).isTrue();
            } finally {
                setting("strategy", "MEMBER");
            }
        }

        @Test
        void theGroupsCostNoSearchMoreThanTheLogin() {
            setting("strategy", "MEMBEROF");
            try {
                String person = personIn(VIEWERS);
                login(person);

                assertThat(directory.searchesOf(() -> login(person))).isLessThanOrEqualTo(1);
            } finally {
                setting("strategy", "MEMBER");
            }
        }

        private Map<String, List<String>> stockSettings() {
            Map<String, List<String>> settings = new HashMap<>();
            settings.put("roles.dn", List.of(LdapDirectory.GROUPS));
            settings.put("role.name.ldap.attribute", List.of("cn"));
            settings.put("role.object.classes", List.of("groupOfNames"));
            settings.put("membership.ldap.attribute", List.of("member"));
            settings.put("membership.attribute.type", List.of("DN"));
            settings.put("membership.user.ldap.attribute", List.of("uid"));
            settings.put("mode", List.of("READ_ONLY"));
            settings.put("user.roles.retrieve.strategy", List.of("GET_ROLES_FROM_USER_MEMBEROF_ATTRIBUTE"));
            settings.put("memberof.ldap.attribute", List.of("memberOf"));
            settings.put("use.realm.roles.mapping", List.of("true"));
            return settings;
        }
    }

    @Nested
    class WithoutImport {
        private final String guests = ldap.addProvider("guests", LdapDirectory.GUESTS, false);

        WithoutImport() {
            ldap.addMapper(guests, Map.of("rules", RULES, "refreshSeconds", List.of("0")));
        }

        @AfterEach
        void guestsAreGone() {
            realm.asAdministrator().delete(realm.path("/components/" + guests)).expecting(204);
        }

        @Test
        void grantsAreInTheTokenOfSomebodyWhoIsNotStored() {
            String guest = guestIn(VIEWERS);

            JsonNode claims = login(guest).accessClaims();

            assertThat(claims.at("/access/customers/globex/roles/0").asText()).isEqualTo("VIEW");
            assertThat(claims.path("sub").asText()).startsWith("f:");
        }

        @Test
        void aRoleIsGoneAtTheNextLogin() {
            String guest = guestIn(VIEWERS);
            login(guest);

            directory.removeFrom(VIEWERS, guest);

            assertThat(access(guest)).isEqualTo(NOTHING);
        }

        @Test
        void aRoleIsGoneAtARefresh() {
            String guest = guestIn(VIEWERS);
            Tokens tokens = login(guest);

            directory.removeFrom(VIEWERS, guest);

            assertThat(refresh(tokens).accessClaims().path("access")).isEqualTo(NOTHING);
        }

        @Test
        void nothingIsLostWhileTheDirectoryIsDown() {
            String guest = guestIn(VIEWERS);
            Tokens tokens = login(guest);
            directory.stop();
            try {
                assertThat(refresh(tokens)
                                .accessClaims()
                                .at("/access/customers")
                                .has("globex"))
                        .isTrue();
            } finally {
                directory.restart();
            }
        }

        @Test
        void aRoleIsGoneForWhoAsksWhatItMayDoOnceTheAnswerIsOld() {
            String guest = guestIn(VIEWERS);
            Tokens tokens = login(guest);
            directory.removeFrom(VIEWERS, guest);

            Answer answer = Http.get(realm.asApplication().uri("/rolecall/me/access"), tokens.access());

            assertThat(answer.expecting(200).json().path("access")).isEqualTo(NOTHING);
        }

        @Test
        void theClaimOfGroupsIsWrittenTooAndChangesWithTheGroups() {
            Mappers claims = new Mappers(realm, TestRealm.TEST_APP);
            claims.addEverywhere("groups", "rolecall-ldap-groups-mapper", Map.of());
            try {
                String guest = guestIn(VIEWERS);
                Tokens tokens = login(guest);
                directory.removeFrom(VIEWERS, guest);

                assertThat(ClaimIT.texts(tokens.accessClaims().path("user_ldap_groups")))
                        .containsExactly("globex-viewers");
                assertThat(refresh(tokens).accessClaims().path("user_ldap_groups"))
                        .isEqualTo(Json.of(List.of()));
            } finally {
                claims.takeAway();
            }
        }

        @Test
        void nobodyWithoutAnEntryRefreshesAToken() {
            String guest = guestIn(VIEWERS);
            Tokens tokens = refresh(login(guest));

            directory.removePerson(guest);

            assertThat(ldap.tryRefresh(tokens).status()).isEqualTo(400);
        }

        private String guestIn(String group) {
            String guest = directory.addPerson("guest-" + UUID.randomUUID());
            directory.addTo(group, guest);
            return guest;
        }
    }

    @Nested
    class TheClaimOfGroups {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"NAME | globex-viewers", "DN | " + VIEWERS})
        void holdsEveryGroupBelowTheBasesWhateverItGives(String format, String expected) {
            String mappers = realm.path("/clients/" + realm.client(TestRealm.TEST_APP) + "/protocol-mappers/models");
            String claim = TestRealm.idAt(realm.asAdministrator()
                    .post(
                            mappers,
                            Json.of(Map.of(
                                    "name",
                                    "groups-" + format,
                                    "protocol",
                                    "openid-connect",
                                    "protocolMapper",
                                    "rolecall-ldap-groups-mapper",
                                    "config",
                                    Map.of("format", format, "access.token.claim", "true"))))
                    .expecting(201)
                    .location());
            try {
                String person = personIn(VIEWERS);

                assertThat(ClaimIT.texts(login(person).accessClaims().path("user_ldap_groups")))
                        .containsExactly(expected);
            } finally {
                realm.asAdministrator().delete(mappers + "/" + claim).expecting(204);
            }
        }
    }

    @Test
    void aTokenSaysWhoWithWhichGroupsAndPermissionsFromWhomAndUntilWhen() {
        Mappers claims = new Mappers(realm, TestRealm.TEST_APP);
        claims.addEverywhere("groups", "rolecall-ldap-groups-mapper", Map.of());
        claims.addEverywhere("flat", "rolecall-flat-permissions-mapper", Map.of());
        try {
            String person = personIn(VIEWERS);

            JsonNode token = login(person).accessClaims();

            assertThat(token.path("preferred_username").asText()).isEqualTo(person);
            assertThat(ClaimIT.texts(token.path("user_ldap_groups"))).containsExactly("globex-viewers");
            assertThat(ClaimIT.texts(token.path("user_permissions")))
                    .contains("console.logs.read@globex")
                    .allMatch(permission -> permission.endsWith("@globex"));
            assertThat(token.path("iss").asText()).endsWith("/realms/" + realm.name());
            assertThat(token.path("exp").asLong())
                    .isGreaterThan(token.path("iat").asLong());
        } finally {
            claims.takeAway();
        }
    }

    @Nested
    class ABadSetting {
        @Test
        void isRefusedWithTheLineOfTheRule() {
            Answer answer = ldap.tryMapper(
                    provider, Map.of("rules", List.of(VIEWERS + " -> VIEW@globex", "pattern(( -> VIEW@acme")));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("rules").contains("line 2");
        }

        @Test
        void isRefusedWithItsName() {
            Answer answer = ldap.tryMapper(provider, Map.of("refreshSeconds", List.of("soon")));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("refreshSeconds");
        }

        @Test
        void isRefusedForARuleThatNamesNobodysCustomerWhereThatIsAsked() {
            Answer answer = ldap.tryMapper(
                    provider, Map.of("missing", List.of("REFUSE"), "rules", List.of(VIEWERS + " -> VIEW@nowhere")));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("nowhere");
        }
    }

    private String personIn(String... groups) {
        return ldap.personIn(groups);
    }

    private Tokens login(String person) {
        return ldap.login(person);
    }

    private JsonNode access(String person) {
        return ldap.access(person);
    }

    private Tokens refresh(Tokens tokens) {
        return ldap.refresh(tokens);
    }

    private boolean isMember(String person, String alias) {
        return ldap.isMember(person, alias);
    }

    private void setting(String key, String value) {
        setting(mapper, key, value);
    }

    private void setting(String component, String key, String value) {
        ldap.change(component, key, value).expecting(204);
    }

    private String addMapper(Map<String, List<String>> settings) {
        return ldap.addMapper(provider, settings);
    }
}
