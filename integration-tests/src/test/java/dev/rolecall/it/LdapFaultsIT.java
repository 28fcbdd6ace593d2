package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.AuthorizationRequest;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A directory that is down, hangs or breaks off takes nothing from anybody, whatever asks it: a login, a refresh, a sync. An
 * event says so.
 */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapFaultsIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");
    private static final String VIEWERS = "cn=globex-viewers," + LdapDirectory.GROUPS;
    private static final String MANAGERS = "cn=acme-managers," + LdapDirectory.GROUPS;
    private static final List<String> RULES = List.of(VIEWERS + " -> VIEW@globex", MANAGERS + " -> MANAGE@acme");
    private static final String UNANSWERED = "ldap_directory_unanswered";
    private static final String OUTDATED = "ldap_answer_outdated";
    /** What every search for groups mentions and no search for people. */
    private static final String GROUPS = LdapDirectory.GROUPS;

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);
    /** For what goes on after one timeout, on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(8);

    private final TestRealm realm;
    private final Database database;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private final LdapWire wire;
    private final Partner partner;
    private String provider = "";
    private String mapper = "";

    LdapFaultsIT(TestRealm realm, Slapd slapd, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
        this.wire = LdapWire.to(slapd);
        this.partner = Partner.of(realm);
    }

    @BeforeAll
    void thereIsADirectoryBehindAWire() {
        directory.addGroup(LdapDirectory.GROUPS, "globex-viewers");
        directory.addGroup(LdapDirectory.GROUPS, "acme-managers");
        provider = ldap.addProvider("staff", behindTheWire(LdapDirectory.PEOPLE, true));
        mapper = ldap.addMapper(provider, Map.of("rules", RULES, "refreshSeconds", List.of("0")));
    }

    private Map<String, List<String>> behindTheWire(String people, boolean isImporting) {
        Map<String, List<String>> settings = new HashMap<>(ldap.providerSettings(people, isImporting));
        settings.put("connectionUrl", List.of(wire.url()));
        settings.put("connectionTimeout", List.of("1000"));
        settings.put("readTimeout", List.of(Long.toString(READ_TIMEOUT.toMillis())));
        return settings;
    }

    @AfterEach
    void theWireIsWhole() {
        wire.mend();
    }

    @AfterAll
    void theWireIsGone() {
        wire.close();
    }

    @Nested
    class ALoginThroughAnotherRealm {
        private final String there = partner.person();
        private final String alias = partner.plainProvider("IMPORT");

        @Test
        void givesWhatTheGroupsGiveNow() {
            String person = linked(ldap.personIn());
            directory.addTo(VIEWERS, person);

            JsonNode claims = partner.login(there, alias).accessClaims();

            assertThat(claims.path("preferred_username").asText()).isEqualTo(person);
            assertThat(claims.at("/access/customers/globex/roles")).isEqualTo(Json.of(List.of("VIEW")));
        }

        @Test
        void takesWhatTheGroupsGiveNoMore() {
            String person = linked(ldap.personIn(VIEWERS, MANAGERS));
            directory.removeFrom(VIEWERS, person);

            JsonNode access = partner.login(there, alias).accessClaims().path("access");

            assertThat(access.path("customers").has("globex")).isFalse();
            assertThat(access.at("/customers/acme/roles")).isEqualTo(Json.of(List.of("MANAGE")));
        }

        @Test
        void givesAndTakesWhereNobodyIsStored() {
            String guests = ldap.addProvider("guests", behindTheWire(LdapDirectory.GUESTS, false));
            try {
                ldap.addMapper(guests, Map.of("rules", RULES));
                String guest = linked(directory.addPerson("guest-" + UUID.randomUUID()));
                directory.addTo(VIEWERS, guest);

                JsonNode with = partner.login(there, alias).accessClaims().path("access");
                directory.removeFrom(VIEWERS, guest);
                JsonNode without = partner.login(there, alias).accessClaims().path("access");

                assertThat(with.path("customers").has("globex")).isTrue();
                assertThat(without).isEqualTo(NOTHING);
            } finally {
                ldap.remove(guests);
            }
        }

        @Test
        void takesNothingWhileTheDirectoryIsDown() {
            String person = linked(ldap.personIn(VIEWERS));
            partner.login(there, alias); // whom Keycloak has in no cache it does not know without the directory
            directory.stop();
            try {
                JsonNode access = partner.login(there, alias).accessClaims().path("access");

                assertThat(access.path("customers").has("globex")).isTrue();
            } finally {
                directory.restart();
            }
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        /** Logged in once with a password, so that Keycloak knows who is linked. */
        private String linked(String person) {
            ldap.login(person);
            partner.link(realm.idOf(person), alias, there);
            return person;
        }
    }

    @Nested
    class AnAnswerThatBreaksOff {
        private final String person = ldap.personIn(VIEWERS, MANAGERS);
        private final Tokens tokens = ldap.login(person);

        @Test
        void takesNothingAtALogin() {
            wire.cutOff(GROUPS, 1);

            JsonNode access = ldap.access(person);

            assertThat(wire.caught()).isPositive();
            assertHoldsBoth(access);
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        @Test
        void takesNothingAtARefresh() {
            wire.cutOff(GROUPS, 1);

            JsonNode access = ldap.refresh(tokens).accessClaims().path("access");

            assertThat(wire.caught()).isPositive();
            assertHoldsBoth(access);
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        @Test
        void takesNothingAtASyncWithinAPageOfGroups() {
            directory.removeFrom(MANAGERS, person); // a whole answer would take something
            wire.cutOff(GROUPS, 1);

            JsonNode report = reconciled();

            assertThat(wire.caught()).isPositive();
            assertThat(report.path("state").asText()).isEqualTo("FAILED");
            assertThat(ldap.isMember(person, "acme")).isTrue();
            assertThat(ldap.isMember(person, "globex")).isTrue();
        }

        @Test
        void takesNothingAtASyncWithinAPageOfPeople() {
            String other = ldap.personIn(VIEWERS, MANAGERS);
            ldap.login(other);
            wire.cutOff(LdapDirectory.PEOPLE, 1);

            JsonNode report = reconciled();

            assertThat(wire.caught()).isPositive();
            assertThat(report.path("losing").asInt()).isZero();
            for (String anybody : List.of(person, other)) {
                assertThat(ldap.isMember(anybody, "acme")).isTrue();
                assertThat(ldap.isMember(anybody, "globex")).isTrue();
            }
        }
    }

    @Nested
    class ADirectoryThatHangs {
        private final String person = ldap.personIn(VIEWERS, MANAGERS);

        @Test
        void letsALoginGoOnAfterTheTimeoutWhereItTellsNoGroupsOnly() {
            ldap.login(person);
            wire.hangAt(GROUPS);

            long start = System.nanoTime();
            JsonNode access = ldap.access(person);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(READ_TIMEOUT, SOON);
            assertHoldsBoth(access);
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        @Test
        void letsASessionGoOnAfterTheTimeoutWhereItTellsNothing() {
            Browser browser = new Browser();
            browser.login(request(), person, person);
            wire.hangAt("");

            long start = System.nanoTime();
            AuthorizationRequest again = request();
            Tokens tokens =
                    realm.asApplication().exchange(again, browser.open(again).code());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(READ_TIMEOUT, SOON);
            assertHoldsBoth(tokens.accessClaims().path("access"));
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        @Test
        void letsARefreshGoOnAfterTheTimeout() {
            Tokens tokens = ldap.refresh(ldap.login(person));
            wire.hangAt("");

            long start = System.nanoTime();
            JsonNode access = ldap.refresh(tokens).accessClaims().path("access");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(READ_TIMEOUT, SOON);
            assertHoldsBoth(access);
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        @Test
        void holdsUpOneRefreshAndSparesTheNextOnes() {
            Tokens tokens = ldap.refresh(ldap.login(person));
            wire.hangAt(GROUPS);
            Tokens waited = ldap.refresh(tokens);

            JsonNode access = ldap.refresh(ldap.refresh(waited)).accessClaims().path("access");

            assertThat(wire.caught()).isEqualTo(1);
            assertHoldsBoth(access);
            assertThat(errorsOf(person)).containsExactly(UNANSWERED, UNANSWERED, UNANSWERED);
        }

        @Test
        void isAskedAgainByALoginAndByRefreshesFromThenOn() {
            Tokens tokens = ldap.refresh(ldap.login(person));
            wire.hangAt(GROUPS);
            ldap.refresh(tokens);
            wire.mend();
            Tokens again = ldap.login(person);
            directory.removeFrom(MANAGERS, person);

            JsonNode access = ldap.refresh(again).accessClaims().path("access");

            assertThat(access.path("customers").has("acme")).isFalse();
            assertThat(access.path("customers").has("globex")).isTrue();
        }

        @Test
        void isNoOutdatedAnswerOfSomebodyWhoComesForTheFirstTime() {
            wire.hangAt(GROUPS);

            JsonNode access = ldap.access(person);

            assertThat(access).isEqualTo(NOTHING);
            assertThat(errorsOf(person)).containsExactly(UNANSWERED);
        }

        @Test
        void letsASyncEndAfterTheTimeoutAndTakesNothing() {
            ldap.login(person);
            directory.removeFrom(MANAGERS, person);
            wire.hangAt("");

            long start = System.nanoTime();
            JsonNode report = reconciled();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(READ_TIMEOUT, SOON);
            assertThat(report.path("state").asText()).isEqualTo("FAILED");
            assertThat(ldap.isMember(person, "acme")).isTrue();
        }

        @Test
        void holdsALoginForOneTimeoutHoweverManyMappersAsk() {
            ldap.login(person);
            List<String> others = List.of(
                    ldap.addMapper(provider, Map.of("rules", RULES)),
                    ldap.addMapper(provider, Map.of("rules", RULES)),
                    ldap.addMapper(provider, Map.of("rules", RULES)));
            try {
                ldap.login(person);
                wire.hangAt(GROUPS);

                ldap.login(person);

                assertThat(wire.caught()).isEqualTo(1);
            } finally {
                others.forEach(ldap::remove);
            }
        }

        @Test
        void isAskedByOneCallOfAnAdministratorAtATime() {
            wire.hangAt(GROUPS);
            CompletableFuture<Answer> first =
                    CompletableFuture.supplyAsync(() -> ldap.call("POST", mapper + "/reconcile"));
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> wire.caught() > 0);

            Answer second = ldap.call("POST", mapper + "/reconcile");

            assertThat(second.status()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(second.json().path("error").asText()).isEqualTo("too_many_requests");
            assertThat(first.join().status()).isEqualTo(200);
            wire.mend();
            assertThat(ldap.call("POST", mapper + "/reconcile").status()).isEqualTo(200);
        }

        private AuthorizationRequest request() {
            return realm.request(TestRealm.TEST_APP).scope("openid");
        }
    }

    @Nested
    class AnAnswerOlderThanTheSettingsAllow {
        private final String person = ldap.personIn(VIEWERS, MANAGERS);
        private final Tokens tokens = ldap.refresh(ldap.login(person));

        @ParameterizedTest
        @ValueSource(strings = {"60", "31536000"})
        void takesNothingAndIsTold(String maxAge) {
            ldap.change(mapper, "maxAgeSeconds", maxAge).expecting(204);
            Tokens known = ldap.refresh(tokens); // settings empty the cache
            database.execute("update RC_LDAP_PERSON set CHECKED_AT = CHECKED_AT - 120000 where USER_ID = '"
                    + realm.idOf(person) + "'");
            wire.hangAt("");

            JsonNode access = ldap.refresh(known).accessClaims().path("access");

            assertHoldsBoth(access);
            assertThat(errorsOf(person)).containsExactly(maxAge.equals("60") ? OUTDATED : UNANSWERED);
        }

        @AfterEach
        void theSettingsAreAsBefore() {
            ldap.change(mapper, "maxAgeSeconds", "604800").expecting(204);
        }
    }

    private JsonNode reconciled() {
        JsonNode report =
                ldap.call("POST", mapper + "/reconcile").expecting(200).json();
        wire.mend(); // an administrator who looks for somebody asks the directory too
        return report;
    }

    private static void assertHoldsBoth(JsonNode access) {
        assertThat(access.at("/customers/globex/roles")).isEqualTo(Json.of(List.of("VIEW")));
        assertThat(access.at("/customers/acme/roles")).isEqualTo(Json.of(List.of("MANAGE")));
    }

    /** What events say went wrong with the directory, of the mapper that all people have. */
    private List<String> errorsOf(String person) {
        wire.mend(); // likewise
        return Partner.list(realm.asAdministrator()
                        .get(realm.path("/events?type=CUSTOM_REQUIRED_ACTION_ERROR&user=" + realm.idOf(person))))
                .stream()
                .filter(event -> event.at("/details/mapper").asText().equals(mapper))
                .map(event -> event.path("error").asText())
                .toList();
    }
}
