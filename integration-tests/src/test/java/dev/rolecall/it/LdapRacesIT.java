package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several who write what groups give the same person, each test with mappers of its own. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapRacesIT {
    private static final Duration A_MOMENT = Duration.ofSeconds(30);
    private static final String ROLE = "auditor";

    private final TestRealm realm;
    private final Database database;
    private final LdapDirectory directory;
    private final LdapRealm ldap;
    private String provider = "";

    LdapRacesIT(TestRealm realm, Slapd slapd, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.directory = new LdapDirectory(slapd);
        this.ldap = new LdapRealm(realm, directory);
    }

    @BeforeAll
    void thereIsARole() {
        realm.asAdministrator()
                .post(realm.path("/roles"), Json.of(Map.of("name", ROLE)))
                .expecting(201);
    }

    @AfterEach
    void theProviderIsGone() {
        ldap.remove(provider);
    }

    @Test
    void aPlainRoleThatTwoRefreshesGaveAtOnceGoesWithTheGroup() {
        String group = group();
        mapper(group + " -> role:" + ROLE);
        String person = ldap.personIn();
        Tokens first = ldap.login(person);
        Tokens second = ldap.login(person);
        directory.addTo(group, person);

        whileHeld(List.of(person), () -> {
            CompletableFuture<Tokens> one = CompletableFuture.supplyAsync(() -> ldap.refresh(first));
            CompletableFuture<Tokens> other = CompletableFuture.supplyAsync(() -> ldap.refresh(second));
            await().atMost(A_MOMENT).until(() -> waiting() == 2);
            return CompletableFuture.allOf(one, other);
        });
        List<String> given = roles(person);
        directory.removeFrom(group, person);

        assertThat(given).contains(ROLE);
        assertThat(roles(person)).doesNotContain(ROLE);
    }

    @Test
    void aPlainRoleOfTwoMappersGoesWithTheLastOfThem() {
        String one = group();
        String other = group();
        mapper(one + " -> role:" + ROLE);
        ldap.addMapper(provider, Map.of("rules", List.of(other + " -> role:" + ROLE)));
        String person = ldap.personIn(one, other);
        List<String> both = roles(person);
        directory.removeFrom(one, person);
        List<String> left = roles(person);
        directory.removeFrom(other, person);

        assertThat(both).contains(ROLE);
        assertThat(left).contains(ROLE);
        assertThat(roles(person)).doesNotContain(ROLE);
    }

    @Test
    void aSyncWritesNothingOverALaterAnswer() {
        String group = group();
        String mapper = mapper(group + " -> VIEW@acme");
        String person = ldap.personIn(group);
        ldap.login(person);
        directory.removeFrom(group, person);

        JsonNode report = syncWhileHeld(
                mapper,
                List.of(person),
                () -> database.execute("update RC_LDAP_PERSON set CHECKED_AT = " + System.currentTimeMillis()
                        + " where USER_ID = '" + realm.idOf(person) + "'"));

        assertThat(report.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(report.path("losing").asInt()).isZero();
        assertThat(ldap.isMember(person, "acme")).isTrue();
    }

    @Test
    void aSyncStopsWhereOtherRulesWereSavedMeanwhile() {
        String group = group();
        String mapper = mapper(group + " -> VIEW@acme");
        List<String> people = List.of(ldap.personIn(), ldap.personIn());
        people.forEach(ldap::login);
        people.forEach(person -> directory.addTo(group, person));

        JsonNode report = syncWhileHeld(
                mapper,
                people,
                () -> ldap.change(mapper, "rules", group + " -> VIEW@globex").expecting(204));

        assertThat(report.path("state").asText()).isEqualTo("FAILED");
        assertThat(report.path("problems").toString()).contains("settings were changed");
        assertThat(people.stream().filter(person -> ldap.isMember(person, "acme")))
                .hasSize(1);
    }

    // what happens

    private JsonNode syncWhileHeld(String mapper, List<String> people, Runnable meanwhile) {
        return whileHeld(people, () -> {
                    CompletableFuture<Answer> sync =
                            CompletableFuture.supplyAsync(() -> ldap.call("POST", mapper + "/reconcile"));
                    await().atMost(A_MOMENT).until(() -> waiting() == 1);
                    meanwhile.run();
                    return sync;
                })
                .expecting(200)
                .json();
    }

    private interface Work<T> {
        /** What ends once the people are let go. */
        CompletableFuture<T> start();
    }

    /** Nobody else may change what these people hold while that is begun. */
    private <T> T whileHeld(List<String> people, Work<T> work) {
        String ids =
                people.stream().map(realm::idOf).map(id -> "'" + id + "'").collect(Collectors.joining(", ", "(", ")"));
        List<CompletableFuture<T>> begun = new ArrayList<>();
        database.beforeCommitting(
                List.of("select ID from USER_ENTITY where ID in " + ids + " for update"),
                () -> begun.add(work.start()));
        return begun.get(0).orTimeout(A_MOMENT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private long waiting() {
        return database.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    // what there is

    private String group() {
        return directory.addGroup(LdapDirectory.GROUPS, "race-" + UUID.randomUUID());
    }

    /** One that asks at each refresh, and syncs one person after the other, at a provider of its own. */
    private String mapper(String rule) {
        provider = ldap.addProvider("staff-" + UUID.randomUUID(), LdapDirectory.PEOPLE, true);
        return ldap.addMapper(
                provider,
                Stream.of("rules=" + rule, "refreshSeconds=0", "batchSize=1", "revokeLimitPercent=100")
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(setting -> setting[0], setting -> List.of(setting[1]))));
    }

    private List<String> roles(String person) {
        return ClaimIT.texts(ldap.login(person).accessClaims().at("/realm_access/roles"));
    }
}
