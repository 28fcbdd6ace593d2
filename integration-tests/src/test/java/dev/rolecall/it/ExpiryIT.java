package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is given for a time gives nothing afterwards, and ends by itself. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiryIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    /** The task runs every minute. */
    private static final Duration UNTIL_ENDED = Duration.ofSeconds(100);

    private final TestRealm realm;
    private final TestBed bed;
    private final AccessCalls calls;
    private final String granted;
    private final String associated;
    private final String alsoByHand;
    private final String alsoImported;
    private ARow imported = ARow.aboutANewcomer();

    ExpiryIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.bed = bed;
        this.calls = AccessCalls.ofSuper(realm);
        granted = member();
        associated = realm.person();
        alsoByHand = member();
        imported = imported.associatedWith("acme").holding("VIEW@acme");
        new Integration(realm).apply(imported);
        alsoImported = new Integration(realm).idsOf(imported.usercode()).get(0);
        realm.givePassword(alsoImported);
    }

    @BeforeAll
    void whatIsGivenForSecondsHasEnded() {
        String end = inSeconds(3);
        calls.give("id:" + granted, "VIEW@acme", end).expecting(201);
        calls.give("id:" + granted, "ADMIN@acme/prod-eu").expecting(201);
        calls.put("customers/acme/members/id:" + associated, Json.of(Map.of("expiresAt", end)))
                .expecting(201);
        calls.give("id:" + associated, "ADMIN@acme").expecting(201);
        realm.join(alsoByHand, "VIEW@acme").expecting(204);
        calls.give("id:" + alsoByHand, "VIEW@acme", end).expecting(200);
        calls.give("id:" + alsoImported, "VIEW@acme", end).expecting(200);

        await().atMost(UNTIL_ENDED)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(notesWithAnEnd()).isZero());
    }

    @Test
    void anExpiredGrantEndsAndTheOthersStay() {
        assertThat(groupsOf(granted)).contains("ADMIN").doesNotContain("VIEW");
        assertThat(realm.access(granted).at("/customers/acme").has("roles")).isFalse();
        assertThat(realm.access(granted)
                        .at("/customers/acme/deployments/prod-eu/roles/0")
                        .asText())
                .isEqualTo("ADMIN");
    }

    @Test
    void anExpiredAssociationEndsWithItsGrantsForGood() {
        assertThat(realm.isMember(associated, "acme")).isFalse();

        realm.associate(associated, "acme");

        assertThat(realm.access(associated)).isEqualTo(NOTHING);
    }

    @Test
    void aGrantLastsAsLongAsTheLongestOfItsOrigins() {
        assertThat(realm.access(alsoByHand).at("/customers/acme/roles/0").asText())
                .isEqualTo("VIEW");
        assertThat(realm.access(alsoImported).at("/customers/acme/roles/0").asText())
                .isEqualTo("VIEW");
    }

    @Test
    void anEndIsInTheEventsInNobodysName() {
        JsonNode events = realm.asAdministrator()
                .get(realm.path("/admin-events?operationTypes=DELETE&resourcePath=users/" + granted + "/grants"))
                .expecting(200)
                .json();

        assertThat(events).hasSize(1);
        assertThat(events.at("/0/resourceType").asText()).isEqualTo("ROLECALL_GRANT");
        assertThat(events.at("/0/details/grant").asText()).isEqualTo("VIEW@acme");
        assertThat(events.at("/0/authDetails").has("userId")).isFalse();
    }

    @Test
    void whatLapsedWithAnAssociationThatBeginsAnewIsInTheEventsOnce() {
        String person = realm.personHolding("ADMIN@acme");
        AccessReader.associationEnds(
                realm, bed.database(), person, "acme", Instant.now().minusSeconds(60));

        calls.put("customers/acme/members/id:" + person, Json.object()).expecting(201);

        JsonNode ended = realm.asAdministrator()
                .get(realm.path("/admin-events?operationTypes=DELETE&resourcePath=*" + person + "*"))
                .expecting(200)
                .json();
        assertThat(ended.findValuesAsText("resourceType"))
                .containsExactlyInAnyOrder("ORGANIZATION_MEMBERSHIP", "ROLECALL_GRANT");
        assertThat(ended.findValuesAsText("grant")).containsExactly("ADMIN@acme");
        assertThat(realm.access(person)).isEqualTo(NOTHING);
    }

    @Test
    void anExpiredGrantGivesNothingEvenBeforeItEnds() {
        String person = member();
        calls.give("id:" + person, "VIEW@acme", inSeconds(4)).expecting(201);
        assertThat(realm.access(person)).isNotEqualTo(NOTHING);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(realm.access(person)).isEqualTo(NOTHING));
    }

    @Test
    void anotherEndCountsFromTheNextToken() {
        String person = member();
        calls.give("id:" + person, "VIEW@acme", inSeconds(3600)).expecting(201);
        assertThat(realm.access(person)).isNotEqualTo(NOTHING);

        calls.give("id:" + person, "VIEW@acme", inSeconds(1)).expecting(200);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(realm.access(person)).isEqualTo(NOTHING));
    }

    @Test
    void anExpiredAssociationThatBeginsAnewBringsNoGrantBack() {
        String person = realm.person();
        String member = "customers/acme/members/id:" + person;
        calls.put(member, Json.of(Map.of("expiresAt", inSeconds(2)))).expecting(201);
        calls.give("id:" + person, "ADMIN@acme").expecting(201);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(realm.access(person)).isEqualTo(NOTHING));

        assertThat(AccessCalls.refusal(calls.give("id:" + person, "VIEW@acme"))).isEqualTo("409 grant: not-associated");
        calls.put(member, Json.object()).expecting(201);

        assertThat(realm.isMember(person, "acme")).isTrue();
        assertThat(realm.access(person)).isEqualTo(NOTHING);
    }

    @Test
    void aRowThatAssociatesAnewBringsNoGrantBack() {
        ARow row = ARow.aboutANewcomer();
        new Integration(realm).apply(row);
        String person = new Integration(realm).idsOf(row.usercode()).get(0);
        realm.givePassword(person);
        calls.put("customers/acme/members/id:" + person, Json.of(Map.of("expiresAt", inSeconds(2))))
                .expecting(201);
        calls.give("id:" + person, "ADMIN@acme").expecting(201);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(realm.access(person)).isEqualTo(NOTHING));

        new Integration(realm).apply(ARow.about(row.usercode()).associatedWith("acme"));

        assertThat(realm.isMember(person, "acme")).isTrue();
        assertThat(realm.access(person)).isEqualTo(NOTHING);
    }

    private String member() {
        String person = realm.person();
        realm.associate(person, "acme");
        return person;
    }

    private long notesWithAnEnd() {
        return bed.database()
                .number(
                        "select count(*) from RC_GRANT_ORIGIN where EXPIRES_AT is not null and USER_ID in (?, ?, ?, ?)",
                        granted,
                        associated,
                        alsoByHand,
                        alsoImported);
    }

    private String groupsOf(String person) {
        return realm.asAdministrator()
                .get(realm.customers().path("acme") + "/members/" + person + "/groups")
                .expecting(200)
                .json()
                .findValuesAsText("name")
                .toString();
    }

    private static String inSeconds(long seconds) {
        return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
