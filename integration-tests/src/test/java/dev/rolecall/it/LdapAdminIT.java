package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators try rules out, see what syncs did, and decide about what these held back. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapAdminIT {
    private static final String VIEWERS = "cn=globex-viewers," + LdapDirectory.GROUPS;
    private static final String RULE = VIEWERS + " -> VIEW@globex";

    private final TestRealm realm;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private String provider = "";
    private String mapper = "";

    LdapAdminIT(TestRealm realm, Slapd slapd) {
        this.realm = realm;
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsADirectory() {
        directory.addGroup(LdapDirectory.GROUPS, "globex-viewers");
        provider = ldap.addProvider("staff", LdapDirectory.PEOPLE, true);
        mapper = addMapper(Map.of("rules", List.of("# who looks", RULE)));
    }

    @Nested
    class APreview {
        @Test
        void namesTheRuleAndTheGroupThatGiveSomethingToSomebodyWhoNeverLoggedIn() {
            String person = personIn(VIEWERS);

            JsonNode preview = previewOf(person);

            assertThat(preview.path("total").asInt()).isEqualTo(1);
            JsonNode entry = preview.at("/entries/0");
            assertThat(entry.path("username").asText()).isEqualTo(person);
            assertThat(entry.has("userId")).isFalse();
            assertThat(entry.at("/gives/0"))
                    .isEqualTo(Json.of(Map.of("grant", "VIEW@globex", "line", 2, "rule", RULE, "group", VIEWERS)));
            assertThat(ClaimIT.texts(entry.path("added"))).containsExactlyInAnyOrder("VIEW@globex", "member:globex");
        }

        @Test
        void saysNothingChangesForSomebodyWhoHoldsIt() {
            String person = personIn(VIEWERS);
            login(person);

            JsonNode entry = previewOf(person).at("/entries/0");

            assertThat(entry.path("userId").asText()).isEqualTo(realm.idOf(person));
            assertThat(entry.path("added")).isEmpty();
            assertThat(entry.path("removed")).isEmpty();
            assertThat(entry.path("gives")).hasSize(1);
        }

        @Test
        void ofUnsavedRulesSaysWhatIsGainedAndLostAndChangesNothing() {
            String person = personIn(VIEWERS);
            login(person);

            JsonNode entry = trial(Map.of("rules", List.of(VIEWERS + " -> MANAGE@globex"), "username", person))
                    .at("/entries/0");

            assertThat(ClaimIT.texts(entry.path("added"))).containsExactly("MANAGE@globex");
            assertThat(ClaimIT.texts(entry.path("removed"))).containsExactly("VIEW@globex");
            assertThat(login(person).accessClaims().at("/access/customers/globex/roles"))
                    .isEqualTo(Json.of(List.of("VIEW")));
        }

        @Test
        void ofUnsavedRulesReadsAttributesThatNoSavedRuleAsksFor() {
            String person = personIn();

            JsonNode rules = Json.of(List.of("attribute(givenName = Pat) -> VIEW@acme"));

            assertThat(trial(Map.of("rules", rules, "username", person)).at("/entries/0/gives/0/grant"))
                    .isEqualTo(Json.of("VIEW@acme"));
            assertThat(find(trial(Map.of("rules", rules), "?max=1000"), person).at("/gives/0/grant"))
                    .isEqualTo(Json.of("VIEW@acme"));
        }

        @Test
        void saysWhyARuleGivesLess() {
            String person = personIn(VIEWERS);

            JsonNode preview = trial(
                    Map.of("rules", List.of(VIEWERS + " -> VIEW@nowhere, VIEW@system, role:none"), "username", person));

            assertThat(preview.at("/entries/0/added")).isEmpty();
            assertThat(preview.at("/entries/0/problems")).hasSize(3);
            assertThat(preview.path("warnings").toString()).contains("nowhere", "role:none");
        }

        @Test
        void listsTheWholeDirectoryByUsernameInParts() {
            personIn();
            personIn();

            JsonNode first = preview("?max=1");
            JsonNode second = preview("?first=1&max=1");
            JsonNode none = preview("?first=100000");

            assertThat(first.path("total").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(first.at("/entries/0/username").asText())
                    .isLessThan(second.at("/entries/0/username").asText());
            assertThat(first.path("entries")).hasSize(1);
            assertThat(none.path("entries")).isEmpty();
            assertThat(none.path("total")).isEqualTo(first.path("total"));
        }

        @Test
        void listsThoseOnlyForWhomSomethingChangesWhereThatIsAsked() {
            String same = personIn(VIEWERS);
            login(same);
            String other = personIn(VIEWERS);

            List<String> changed = new ArrayList<>();
            preview("?changed=true&max=1000")
                    .path("entries")
                    .forEach(entry -> changed.add(entry.path("username").asText()));

            assertThat(changed).contains(other).doesNotContain(same);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nobody-is-called-that", "*", "*)(uid=*"})
        void ofANameNobodyHasIsEmpty(String name) {
            assertThat(preview("?username=" + encoded(name)).path("total").asInt())
                    .isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"?max=1001", "?max=0", "?first=-1", "?first=x", "?changed=maybe", "?username=%20"})
        void outOfBoundsIsRefused(String query) {
            assertThat(call("GET", "preview" + query).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @CsvSource({"4194304, 400", "4194305, 413"})
        void ofMoreThanFourMebibytesIsRefused(int bytes, int status) {
            String token = realm.asAdministrator().token();
            URI uri = realm.onServer("/admin/realms/" + realm.name() + "/rolecall-ldap/" + mapper + "/preview");

            Answer answer =
                    Http.send("POST", uri, token, "application/json", BodyPublishers.ofString(" ".repeat(bytes)));

            assertThat(answer.status()).isEqualTo(status);
        }

        @Test
        void ofRulesThatCannotBeReadNamesEachLine() {
            Answer answer = call("POST", "preview", Map.of("rules", List.of(RULE, "pattern(( -> VIEW@acme", "x")));

            JsonNode details = answer.expecting(400).json().path("details");
            assertThat(details).hasSize(2);
            assertThat(details.at("/0/field").asText()).isEqualTo("rules");
            assertThat(details.at("/0/message").asText()).startsWith("line 2:");
        }

        @Test
        void showsHowGoldenUsersDiffer() {
            String person = personIn(VIEWERS);

            JsonNode golden = trial(Map.of("goldenUsers", List.of(person + " -> VIEW@acme", "nobody -> nothing")))
                    .path("golden");

            assertThat(golden)
                    .contains(
                            Json.of(Map.of(
                                    "username",
                                    person,
                                    "differences",
                                    List.of("missing VIEW@acme", "unexpected VIEW@globex by line 2"))),
                            Json.of(Map.of("username", "nobody", "differences", List.of("not in the directory"))));
        }

        @Test
        void saysThatTheDirectoryDoesNotAnswer() {
            directory.stop();
            try {
                Answer one = call("GET", "preview?username=somebody");
                Answer all = call("GET", "preview");

                assertThat(one.status()).isEqualTo(503);
                assertThat(all.status()).isEqualTo(503);
                assertThat(all.json().path("error").asText()).isEqualTo("directory_unavailable");
            } finally {
                directory.restart();
            }
        }

        @Test
        void ofPeopleWhoAreNotImportedHoldsUnsavedRulesAgainstTheSavedOnes() {
            String guests = ldap.addProvider("guests-" + UUID.randomUUID(), LdapDirectory.GUESTS, false);
            try {
                String own = ldap.addMapper(guests, Map.of("rules", List.of(RULE)));
                String guest = directory.addPerson("guest-" + UUID.randomUUID());
                directory.addTo(VIEWERS, guest);

                JsonNode entry = send(
                                realm.asAdministrator().token(),
                                "POST",
                                own + "/preview",
                                Json.of(Map.of(
                                        "rules", List.of(VIEWERS + " -> VIEW@globex, VIEW@acme"), "username", guest)))
                        .expecting(200)
                        .json()
                        .at("/entries/0");

                assertThat(ClaimIT.texts(entry.path("added"))).containsExactlyInAnyOrder("VIEW@acme", "member:acme");
                assertThat(entry.path("removed")).isEmpty();
            } finally {
                realm.asAdministrator()
                        .delete(realm.path("/components/" + guests))
                        .expecting(204);
            }
        }
    }

    @Nested
    class ASavedMapper {
        private final String person = personIn(VIEWERS);
        private final String tried =
                addMapper(Map.of("rules", List.of(RULE), "goldenUsers", List.of(person + " -> VIEW@globex")));

        @AfterEach
        void isGone() {
            realm.asAdministrator().delete(realm.path("/components/" + tried)).expecting(204);
        }

        @Test
        void keepsItsRulesWhereNewOnesGiveAGoldenUserSomethingElse() {
            Answer answer = change(tried, "rules", VIEWERS + " -> MANAGE@globex");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains(person, "missing VIEW@globex", "unexpected MANAGE@globex by line 1");
            assertThat(setting(tried, "rules")).isEqualTo(RULE);
        }

        @Test
        void takesRulesThatGiveGoldenUsersTheSameByAnAttributeNobodyReadBefore() {
            assertThat(change(tried, "rules", "attribute(givenName = Pat) -> VIEW@globex")
                            .status())
                    .isEqualTo(204);
        }

        @Test
        void takesNoGroupBaseThatLosesAGoldenUserHisGroup() {
            assertThat(change(tried, "groupBases", LdapDirectory.ATTIC).status())
                    .isEqualTo(400);
        }

        @Test
        void takesNoGoldenUserWhoIsNotThere() {
            Answer answer = change(tried, "goldenUsers", "nobody-at-all -> nothing");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("not in the directory");
        }

        @Test
        void takesRulesThatDifferWhereThatOnlyWarns() {
            change(tried, "goldenUsersCheck", "WARN").expecting(204);

            assertThat(change(tried, "rules", VIEWERS + " -> MANAGE@globex").status())
                    .isEqualTo(204);
        }

        @Test
        void takesNoNewRulesWhileTheDirectoryIsDownButWhatChangesNoneOfThem() {
            directory.stop();
            try {
                Answer refused = change(tried, "rules", "name(globex-viewers) -> VIEW@globex");

                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.body()).contains("could not be tried");
                assertThat(change(tried, "refreshSeconds", "60").status()).isEqualTo(204);
            } finally {
                directory.restart();
            }
        }

        @Test
        void isNotMadeWithRulesThatGiveAGoldenUserSomethingElse() {
            Answer answer =
                    tryMapper(Map.of("rules", List.of(RULE), "goldenUsers", List.of(person + " -> ADMIN@globex")));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("missing ADMIN@globex");
        }
    }

    @Test
    void aRealmFileWithGoldenUsersIsImportedWithoutItsDirectory() {
        String name = "file-" + UUID.randomUUID();
        Map<String, Object> settings = Map.of(
                "groupBases", List.of(LdapDirectory.GROUPS),
                "rules", List.of(RULE),
                "goldenUsers", List.of("somebody -> VIEW@globex"));
        Map<String, List<String>> connection = new HashMap<>(ldap.providerSettings(LdapDirectory.PEOPLE, true));
        connection.put("connectionUrl", List.of("ldap://127.0.0.1:1"));
        ObjectNode file = RealmFile.named(name);
        file.set(
                "components",
                Json.of(Map.of(
                        "org.keycloak.storage.UserStorageProvider",
                        List.of(Map.of(
                                "name",
                                "staff",
                                "providerId",
                                "ldap",
                                "config",
                                connection,
                                "subComponents",
                                Map.of(
                                        "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                                        List.of(Map.of(
                                                "name",
                                                "groups",
                                                "providerId",
                                                "rolecall-ldap-group-mapper",
                                                "config",
                                                settings))))))));

        realm.asAdministrator().post("", file).expecting(201);

        realm.asAdministrator().delete("/" + name).expecting(204);
    }

    @Nested
    class AReport {
        private final String group = directory.addGroup(LdapDirectory.GROUPS, "team-" + UUID.randomUUID());
        private final String own = addMapper(Map.of("rules", List.of(group + " -> VIEW@acme")));

        @AfterEach
        void itsMapperIsGone() {
            realm.asAdministrator().delete(realm.path("/components/" + own)).expecting(204);
        }

        @Test
        void isNoneBeforeTheFirstSync() {
            assertThat(report()).isEqualTo(Json.of(Map.of("state", "NONE")));
        }

        @Test
        void tellsWhatASyncDid() {
            String person = personIn();
            login(person);
            directory.addTo(group, person);

            JsonNode answer = post("reconcile").expecting(200).json();

            assertThat(answer.path("state").asText()).isEqualTo("COMPLETED");
            assertThat(answer.path("gaining").asInt()).isEqualTo(1);
            assertThat(answer.path("endedAt").asText()).isNotEmpty();
            assertThat(isMember(person, "acme")).isTrue();
            assertThat(report()).isEqualTo(answer);
        }

        @Test
        void ofADryRunTellsWhatASyncWouldDoAndIsNotKept() {
            String person = personIn();
            login(person);
            String loser = personIn(group);
            login(loser);
            directory.addTo(group, person);
            directory.removeFrom(group, loser);

            JsonNode answer = post("reconcile?dryRun=true").expecting(200).json();

            assertThat(answer.path("dryRun").asBoolean()).isTrue();
            assertThat(answer.path("gaining").asInt()).isEqualTo(1);
            assertThat(answer.path("losing").asInt()).isEqualTo(1);
            assertThat(isMember(person, "acme")).isFalse();
            assertThat(isMember(loser, "acme")).isTrue();
            assertThat(report().path("state").asText()).isEqualTo("NONE");
        }

        @Test
        void ofADirectoryThatIsDownSaysSo() {
            directory.stop();
            try {
                JsonNode answer = post("reconcile").expecting(200).json();

                assertThat(answer.path("state").asText()).isEqualTo("FAILED");
                assertThat(answer.path("problems")).isNotEmpty();
            } finally {
                directory.restart();
            }
        }

        @Test
        void writesAnAdminEventThatCountsPeopleAndNamesNone() {
            String person = personIn(group);
            login(person);

            post("reconcile").expecting(200);

            JsonNode event = realm.asAdministrator()
                    .get(realm.path("/admin-events?operationTypes=ACTION&resourcePath=rolecall-ldap/" + own + "/*"))
                    .expecting(200)
                    .json()
                    .path(0);
            assertThat(event.path("resourcePath").asText()).isEqualTo("rolecall-ldap/" + own + "/reconcile");
            assertThat(event.at("/details/people").asInt()).isPositive();
            assertThat(event.toString()).doesNotContain(person);
        }

        @Nested
        class ThatHoldsSomethingBack {
            private final List<String> people = List.of(personIn(group), personIn(group), personIn(group));
            private final JsonNode held;

            ThatHoldsSomethingBack() {
                people.forEach(LdapAdminIT.this::login);
                directory.removeFrom(group, people.get(0));
                directory.removeFrom(group, people.get(1));
                held = post("reconcile").expecting(200).json();
                assertThat(held.path("state").asText()).isEqualTo("HELD");
            }

            private Answer approve() {
                return LdapAdminIT.AReport.this.approve(held);
            }

            @Test
            void saysOfHowManyAndNothingIsTaken() {
                assertThat(report().path("heldBack").asInt()).isEqualTo(2);
                assertThat(report().toString()).doesNotContain(realm.idOf(people.get(0)));
                assertThat(isMember(people.get(0), "acme")).isTrue();
            }

            @Test
            void isTakenOnceApproved() {
                JsonNode answer = approve().expecting(200).json();

                assertThat(answer.path("state").asText()).isEqualTo("COMPLETED");
                assertThat(answer.path("losing").asInt()).isEqualTo(2);
                assertThat(isMember(people.get(0), "acme")).isFalse();
                assertThat(isMember(people.get(2), "acme")).isTrue();
                assertThat(approve().status()).isEqualTo(409);
            }

            @Test
            void isNotTakenOnceRejected() {
                assertThat(post("reject").expecting(200).json().path("state").asText())
                        .isEqualTo("REJECTED");

                assertThat(isMember(people.get(0), "acme")).isTrue();
                assertThat(approve().status()).isEqualTo(409);
                assertThat(post("reject").status()).isEqualTo(409);
            }

            @Test
            void isNoneAnyMoreOnceSettingsAreSaved() {
                change(own, "revokeLimitPercent", "10").expecting(204);

                assertThat(report().path("state").asText()).isEqualTo("REJECTED");
                assertThat(approve().status()).isEqualTo(409);
            }

            @Test
            void isNotTakenWithoutSayingOfWhichSync() {
                assertThat(post("approve").status()).isEqualTo(400);
                assertThat(post("approve?endedAt=now").status()).isEqualTo(400);

                assertThat(report()).isEqualTo(held);
                assertThat(isMember(people.get(0), "acme")).isTrue();
            }

            @Test
            void isNotTakenOnceAnotherSyncHeldBackMore() {
                directory.removeFrom(group, people.get(2));
                JsonNode since = post("reconcile").expecting(200).json();

                assertThat(approve().status()).isEqualTo(409);

                assertThat(since.path("heldBack").asInt()).isEqualTo(3);
                assertThat(report()).isEqualTo(since);
                assertThat(people).allMatch(person -> isMember(person, "acme"));
            }

            @Test
            void isTakenAloneWhereMorePeopleLeftSince() {
                List<String> since = List.of(personIn(group), personIn(group));
                since.forEach(LdapAdminIT.this::login);
                since.forEach(person -> directory.removeFrom(group, person));

                JsonNode answer = approve().expecting(200).json();

                assertThat(answer.path("losing").asInt()).isEqualTo(2);
                assertThat(answer.path("state").asText()).isEqualTo("HELD");
                assertThat(answer.path("heldBack").asInt()).isEqualTo(2);
                assertThat(since).allMatch(person -> isMember(person, "acme"));
                assertThat(isMember(people.get(0), "acme")).isFalse();
                assertThat(isMember(people.get(1), "acme")).isFalse();
            }

            @Test
            void isTakenWhileOthersGainSomething() {
                String since = personIn();
                login(since);
                directory.addTo(group, since);

                JsonNode answer = approve().expecting(200).json();

                assertThat(answer.path("gaining").asInt()).isEqualTo(1);
                assertThat(isMember(since, "acme")).isTrue();
                assertThat(isMember(people.get(2), "acme")).isTrue();
            }

            @Test
            void isNotTakenFromWhoCameBack() {
                directory.addTo(group, people.get(0));

                approve().expecting(200);

                assertThat(isMember(people.get(0), "acme")).isTrue();
                assertThat(isMember(people.get(1), "acme")).isFalse();
            }

            @Test
            void staysToBeDecidedWhereTheDirectoryDoesNotAnswer() {
                directory.stop();
                try {
                    assertThat(approve().status()).isEqualTo(503);
                } finally {
                    directory.restart();
                }
                assertThat(report().path("state").asText()).isEqualTo("HELD");
                assertThat(isMember(people.get(0), "acme")).isTrue();
            }
        }

        @Test
        void ofMissingGroupsNamesTheRules() {
            String missing = "cn=never-made," + LdapDirectory.GROUPS;
            change(own, "rules", group + " -> VIEW@acme", missing + " -> VIEW@acme", "name(ghosts) -> VIEW@acme")
                    .expecting(204);

            JsonNode answer = send(realm.asAdministrator().token(), "GET", own + "/missing-groups", null)
                    .expecting(200)
                    .json();

            assertThat(answer)
                    .isEqualTo(Json.of(Map.of(
                            "total",
                            2,
                            "entries",
                            List.of(
                                    Map.of("group", missing, "lines", List.of(2)),
                                    Map.of("group", "ghosts", "lines", List.of(3))))));
        }

        private Answer approve(JsonNode seen) {
            return post("approve?endedAt=" + seen.path("endedAt").asText());
        }

        private Answer post(String what) {
            return send(realm.asAdministrator().token(), "POST", own + "/" + what, null);
        }

        private JsonNode report() {
            return send(realm.asAdministrator().token(), "GET", own + "/report", null)
                    .expecting(200)
                    .json();
        }
    }

    @Nested
    class AnAdministrator {
        @ParameterizedTest
        @CsvSource({
            "GET, report, view-realm",
            "GET, missing-groups, view-realm",
            "GET, preview, view-realm view-users",
            "POST, preview, manage-realm view-users",
            "POST, reconcile?dryRun=true, manage-realm manage-users",
            "POST, approve?endedAt=2026-01-01T00:00:00Z, manage-realm manage-users",
            "POST, reject, manage-realm manage-users"
        })
        void mayWithTheRolesOfTheCallAndNotWithAnyLess(String method, String what, String roles) {
            List<String> needed = List.of(roles.split(" "));
            JsonNode body = what.equals("preview") && method.equals("POST") ? Json.object() : null;

            assertThat(send(tokenWith(needed), method, mapper + "/" + what, body)
                            .status())
                    .isIn(200, 409);
            for (String left : needed) {
                List<String> fewer = new ArrayList<>(needed);
                fewer.remove(left);
                fewer.add("view-clients"); // an administrator all the same
                assertThat(send(tokenWith(fewer), method, mapper + "/" + what, body)
                                .status())
                        .isEqualTo(403);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "POST, preview, view-realm view-users manage-users",
            "POST, reconcile, manage-realm view-realm view-users",
            "POST, approve, view-realm view-users manage-users",
            "POST, reject, view-realm view-users manage-users"
        })
        void mayNotWithRolesOfAnotherCall(String method, String what, String roles) {
            JsonNode body = what.equals("preview") ? Json.object() : null;

            assertThat(send(tokenWith(List.of(roles.split(" "))), method, mapper + "/" + what, body)
                            .status())
                    .isEqualTo(403);
        }

        @ParameterizedTest
        @CsvSource({
            "GET, preview",
            "POST, preview",
            "GET, report",
            "POST, reconcile",
            "POST, approve",
            "POST, reject",
            "GET, missing-groups"
        })
        void isWhoeverHasNoAdminRoleNot(String method, String what) {
            String stranger = realm.tokensOf(realm.person()).access();
            String integration = realm.tokenOf("access-admin");
            JsonNode body = Json.object();

            assertThat(send(stranger, method, mapper + "/" + what, body).status())
                    .isEqualTo(403);
            assertThat(send(integration, method, mapper + "/" + what, body).status())
                    .isEqualTo(403);
            assertThat(send(null, method, mapper + "/" + what, body).status()).isEqualTo(401);
        }

        @ParameterizedTest
        @CsvSource({
            "GET, preview",
            "POST, preview",
            "GET, report",
            "POST, reconcile",
            "POST, approve",
            "POST, reject",
            "GET, missing-groups"
        })
        void findsNothingUnderWhatIsNoMapperOfTheRealm(String method, String what) {
            String token = realm.asAdministrator().token();
            JsonNode body = Json.object();

            assertThat(send(token, method, UUID.randomUUID() + "/" + what, body).status())
                    .isEqualTo(404);
            assertThat(send(token, method, provider + "/" + what, body).status())
                    .isEqualTo(404);
        }

        @Test
        void findsNothingInAnotherRealmNorInOneThatDidNotOptIn() {
            String open = "open-" + UUID.randomUUID();
            String plain = "plain-" + UUID.randomUUID();
            realm.asAdministrator().post("", RealmFile.named(open)).expecting(201);
            realm.asAdministrator()
                    .post("", Json.of(Map.of("realm", plain, "enabled", true)))
                    .expecting(201);
            try {
                for (String other : List.of(open, plain)) {
                    assertThat(Http.get(
                                            realm.onServer(
                                                    "/admin/realms/" + other + "/rolecall-ldap/" + mapper + "/report"),
                                            realm.asAdministrator().token())
                                    .status())
                            .isEqualTo(404);
                }
            } finally {
                realm.asAdministrator().delete("/" + open).expecting(204);
                realm.asAdministrator().delete("/" + plain).expecting(204);
            }
        }

        private String tokenWith(List<String> roles) {
            String administrator = realm.person();
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + administrator + "/role-mappings/clients/"
                                    + realm.client("realm-management")),
                            Json.of(Stream.concat(roles.stream(), Stream.of("view-events"))
                                    .map(role -> realm.clientRole("realm-management", role))
                                    .toList()))
                    .expecting(204);
            return realm.tokensOf(administrator).access();
        }
    }

    // calls

    private JsonNode previewOf(String person) {
        return preview("?username=" + person);
    }

    private JsonNode preview(String query) {
        return call("GET", "preview" + query).expecting(200).json();
    }

    private JsonNode trial(Map<String, ?> body) {
        return trial(body, "");
    }

    private JsonNode trial(Map<String, ?> body, String query) {
        return call("POST", "preview" + query, body).expecting(200).json();
    }

    private static JsonNode find(JsonNode preview, String person) {
        for (JsonNode entry : preview.path("entries")) {
            if (entry.path("username").asText().equals(person)) {
                return entry;
            }
        }
        throw new AssertionError("the preview does not have the person");
    }

    private Answer call(String method, String what) {
        return send(realm.asAdministrator().token(), method, mapper + "/" + what, null);
    }

    private Answer call(String method, String what, Map<String, ?> body) {
        return send(realm.asAdministrator().token(), method, mapper + "/" + what, Json.of(body));
    }

    private Answer send(@Nullable String token, String method, String below, @Nullable JsonNode body) {
        return ldap.call(token, method, below, body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // the directory and the mappers

    private String personIn(String... groups) {
        return ldap.personIn(groups);
    }

    private Tokens login(String person) {
        return ldap.login(person);
    }

    private boolean isMember(String person, String alias) {
        return ldap.isMember(person, alias);
    }

    private String addMapper(Map<String, List<String>> settings) {
        return ldap.addMapper(provider, settings);
    }

    private Answer tryMapper(Map<String, List<String>> settings) {
        return ldap.tryMapper(provider, settings);
    }

    private Answer change(String component, String key, String... values) {
        return ldap.change(component, key, values);
    }

    private String setting(String component, String key) {
        return ldap.setting(component, key);
    }
}
