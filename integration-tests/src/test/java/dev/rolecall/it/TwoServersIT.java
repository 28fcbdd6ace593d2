package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakLaunch;
import dev.rolecall.demo.KeycloakServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two servers of one cluster on one database: what is changed through one holds at the other. */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    /** An eviction travels after the transaction has answered. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private final KeycloakServer first;
    private final KeycloakServer second;
    private final TestRealm here;
    private final TestRealm there;

    TwoServersIT(TestBed bed) {
        KeycloakLaunch launch = bed.spareServer("first-of-two");
        first = launch.clustered(0).start();
        second = bed.spareServer("second-of-two").clustered(0).start();
        here = TestRealm.create(first, TestBed.administration(first), "two-servers");
        there = here.through(second);
    }

    @BeforeAll
    void theyHaveFoundEachOther() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(first.log().text()).containsPattern("\\(2\\) \\["));
    }

    @AfterAll
    void stop() {
        second.stop();
        first.stop();
    }

    @Test
    void aGrantGivenHereIsInTheTokenThere() {
        String person = here.person();
        here.associate(person, "acme");
        assertThat(there.access(person)).isEqualTo(NOTHING);

        here.join(person, "VIEW@acme").expecting(204);

        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(there.access(person)
                                .at("/customers/acme/roles/0")
                                .asText())
                        .isEqualTo("VIEW"));
    }

    @Test
    void aGrantTakenAwayHereIsGoneFromTheTokenThere() {
        String person = here.personHolding("VIEW@acme");
        assertThat(there.access(person)).isNotEqualTo(NOTHING);

        here.leave(person, "VIEW@acme").expecting(204);

        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(there.access(person)).isEqualTo(NOTHING));
    }

    @Test
    void aPermissionAddedHereIsInTheTokenThere() {
        String person = here.personHolding("VIEW@acme");
        assertThat(there.access(person)).isNotEqualTo(NOTHING);

        String permission = here.permission("VIEW", "CUSTOMER");

        await().atMost(A_MOMENT)
                .untilAsserted(
                        () -> assertThat(ClaimIT.texts(there.access(person).at("/customers/acme/permissions")))
                                .contains(permission));
    }

    @Test
    void aPermissionWhoseTypeIsRaisedHereIsGoneFromTheTokenThere() {
        String permission = here.permission("VIEW", "CUSTOMER");
        String person = here.personHolding("VIEW@acme");
        await().atMost(A_MOMENT)
                .untilAsserted(
                        () -> assertThat(ClaimIT.texts(there.access(person).at("/customers/acme/permissions")))
                                .contains(permission));

        here.asAdministrator()
                .put(
                        role(permission),
                        Json.of(Map.of(
                                "name",
                                permission.substring("console.".length()),
                                "attributes",
                                Map.of("rolecall.type", List.of("ADMIN"), "rolecall.scope", List.of("CUSTOMER")))))
                .expecting(204);

        await().atMost(A_MOMENT)
                .untilAsserted(
                        () -> assertThat(ClaimIT.texts(there.access(person).at("/customers/acme/permissions")))
                                .isNotEmpty()
                                .doesNotContain(permission));
    }

    @Test
    void aPermissionTakenOutOfACustomRoleHereIsGoneFromTheTokenThere() {
        String role = here.customRole("MANAGE", "DEPLOYMENT", "logs.read", "deploy.start");
        ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(role + "@acme/prod-eu");
        new Integration(here).apply(row);
        String person = new Integration(here).idsOf(row.usercode()).get(0);
        here.givePassword(person);
        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(permissionsInProduction(person))
                        .containsExactly("console.deploy.start", "console.logs.read"));

        Http.send(
                        "DELETE",
                        here.onServer("/admin/realms" + role(role) + "/composites"),
                        here.asAdministrator().token(),
                        Json.of(List.of(here.clientRole("console", "deploy.start"))))
                .expecting(204);

        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(permissionsInProduction(person)).containsExactly("console.logs.read"));
    }

    @Test
    void aCustomerDisabledHereIsGoneFromTheTokenThere() {
        String customer = here.customers().add();
        String person = here.personHolding("VIEW@" + customer);
        assertThat(there.access(person)).isNotEqualTo(NOTHING);

        AccessCalls.ofSuper(here)
                .put("customers/" + customer, Json.of(Map.of("enabled", false)))
                .expecting(200);

        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(there.access(person)).isEqualTo(NOTHING));
    }

    private List<String> permissionsInProduction(String person) {
        return ClaimIT.texts(there.access(person).at("/customers/acme/deployments/prod-eu/permissions"));
    }

    private String role(String name) {
        return here.path("/clients/" + here.client("console") + "/roles/" + name.substring("console.".length()));
    }

    @Test
    void aPersonPushedHereChangesThere() {
        ARow row = ARow.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        new Integration(here).apply(row);
        String person = new Integration(there).idsOf(row.usercode()).get(0);
        there.givePassword(person);
        assertThat(there.access(person).at("/customers/acme/roles/0").asText()).isEqualTo("VIEW");

        new Integration(here)
                .apply(ARow.about(row.usercode()).with("firstName", "Grace").holding("ADMIN@acme"));

        await().atMost(A_MOMENT).untilAsserted(() -> {
            assertThat(there.access(person).at("/customers/acme/roles/0").asText())
                    .isEqualTo("ADMIN");
            assertThat(there.user(person).path("firstName").asText()).isEqualTo("Grace");
        });
    }

    @Test
    void aFileSentHereCanBeFollowedThere() {
        ARow row = ARow.aboutANewcomer().associatedWith("globex").holding("VIEW@globex");
        String id = new Integration(here)
                .send(Integration.NDJSON, row.json() + "\n")
                .expecting(202)
                .json()
                .path("id")
                .asText();

        JsonNode ended = new Integration(there).ended(id);

        assertThat(ended.at("/counts/created").asInt()).isEqualTo(1);
    }

    @Test
    void aFileThatChangesAPersonHereChangesTheTokenThere() {
        ARow row = ARow.aboutANewcomer().associatedWith("globex").holding("VIEW@globex");
        new Integration(here).apply(row);
        String person = new Integration(there).idsOf(row.usercode()).get(0);
        there.givePassword(person);
        assertThat(there.access(person).at("/customers/globex/roles/0").asText())
                .isEqualTo("VIEW");

        new Integration(here).imported("usercode,roles\n" + row.usercode() + ",MANAGE@globex\n");

        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(there.access(person)
                                .at("/customers/globex/roles/0")
                                .asText())
                        .isEqualTo("MANAGE"));
    }

    @Test
    void eachTokenThatIsSentToBothAtOnceIsGoodForOneFile() {
        TestRealm one = TestRealm.create(first, TestBed.administration(first), "one-token");
        ObjectNode settings = (ObjectNode)
                one.asAdministrator().get(one.path("")).expecting(200).json();
        settings.withObject("/attributes").put("frontendUrl", first.url()); // one issuer, whoever is asked
        one.asAdministrator().put(one.path(""), settings).expecting(204);
        TestRealm other = one.through(second);
        String token = one.tokenOf("hr-import");
        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(Http.get(other.asApplication().uri("/rolecall/imports"), token)
                                .status())
                        .isEqualTo(200));

        List<Integration> both = List.of(new Integration(one), new Integration(other));
        assertThat(IntStream.range(0, 10).mapToObj(i -> OneTimeTokenIT.atOnce(one.tokenOf("hr-import"), both)))
                .allSatisfy(answers ->
                        assertThat(answers).containsExactly(202, 401, 401, 401, 401, 401, 401, 401, 401, 401));
    }
}
