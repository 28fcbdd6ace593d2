package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server without the user cache says what a server with it says, of the same people in one database. The two are no
 * cluster, so nothing is defined anew once both know the realm.
 */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheOffIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final KeycloakServer uncached;
    private final TestRealm with;
    private final TestRealm without;
    private final String permission;
    private final String role;
    private final LeakyRoles leaky;
    private final LeakyRoles imported;

    CacheOffIT(TestBed bed) {
        with = TestRealm.create(bed.server(), bed.administration(), "cache-off");
        permission = with.permission("VIEW", "CUSTOMER"); // before the other server keeps what there is
        role = with.customRole("MANAGE", "DEPLOYMENT", "logs.read", "deploy.start");
        uncached = bed.serverBuiltWith("--spi-user-cache--default--enabled=false", "user-cache-off")
                .start();
        without = with.through(uncached);
        leaky = LeakyRoles.in(TestRealm.create(uncached, TestBed.administration(uncached), "cache-off-leaks"));
        imported = LeakyRoles.imported(leaky.realm(), "cache-off-imported");
    }

    @AfterAll
    void stop() {
        uncached.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "VIEW@acme",
                "ADMIN@acme VIEW@globex",
                "MANAGE@acme/prod-eu VIEW@acme/staging VIEW@globex/main",
                "VIEW@acme MANAGE@acme/prod-eu",
                "VIEW@system",
                "SUPER@system ADMIN@globex/main"
            })
    void itGivesTheSameDocument(String grants) {
        String person = with.personHolding(grants.isEmpty() ? new String[0] : grants.split(" "));
        with.access(person);

        JsonNode document = without.access(person);

        assertThat(document).isEqualTo(with.access(person));
        assertThat(document.equals(NOTHING)).isEqualTo(grants.isEmpty());
    }

    @Test
    void itGivesTheSameDocumentToAPersonWithASinglePermissionAndACustomRole() {
        ARow row = ARow.aboutANewcomer()
                .associatedWith("acme")
                .holding("VIEW@acme/staging", role + "@acme/prod-eu")
                .with("permissions", List.of(permission + "@acme"));
        new Integration(with).apply(row);
        String person = new Integration(with).idsOf(row.usercode()).get(0);
        with.givePassword(person);

        JsonNode acme = without.access(person).at("/customers/acme");

        assertThat(acme).isEqualTo(with.access(person).at("/customers/acme"));
        assertThat(ClaimIT.texts(acme.path("permissions"))).containsExactly(permission);
        assertThat(ClaimIT.texts(acme.at("/deployments/prod-eu/roles"))).containsExactly(role);
        assertThat(ClaimIT.texts(acme.at("/deployments/prod-eu/permissions")))
                .containsExactly("console.deploy.start", "console.logs.read");
    }

    @Test
    void bothGiveAGrantWithAnEndUntilThen() {
        String person = with.personHolding("VIEW@acme");
        Instant end = Instant.now().plusSeconds(20);
        AccessCalls.ofSuper(with)
                .give("id:" + person, "ADMIN@acme/prod-eu", end.toString())
                .expecting(201);

        for (TestRealm realm : List.of(with, without)) {
            assertThat(ClaimIT.texts(realm.access(person).at("/customers/acme/deployments/prod-eu/roles")))
                    .containsExactly("ADMIN");
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(end));
        for (TestRealm realm : List.of(with, without)) {
            JsonNode acme = realm.access(person).at("/customers/acme");
            assertThat(ClaimIT.texts(acme.path("roles"))).containsExactly("VIEW");
            assertThat(acme.has("deployments")).isFalse();
        }
    }

    @Test
    void itGivesTheSameNarrowedDocument() {
        String person = with.personHolding("ADMIN@acme", "VIEW@globex/main");
        Map<String, String> narrowing = Map.of("scope", "openid organization:acme", "deployment", "prod-eu");

        assertThat(narrowed(without, person, narrowing)).isEqualTo(narrowed(with, person, narrowing));
    }

    @Test
    void itGivesNothingOnceTheAssociationEnded() {
        String person = without.personHolding("ADMIN@acme");
        without.access(person);

        without.dissociate(person, "acme");

        assertThat(without.access(person)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @EnumSource(LeakyRoles.Way.class)
    void noPermissionStandsInAStockClaim(LeakyRoles.Way way) {
        LeakyRoles of = way == LeakyRoles.Way.REALM_IMPORT ? imported : leaky;
        String person = of.person(way);

        for (String client : List.of(LeakyRoles.WITHOUT_GUARD, TestRealm.TEST_APP)) {
            of.saidOf(person, client)
                    .forEach((where, claims) -> assertThat(LeakyRoles.leaksIn(claims))
                            .as(where + " of " + client)
                            .isEmpty());
        }
    }

    @Test
    void noPermissionStandsInAStockClaimOfAService() {
        leaky.saidOfAService()
                .forEach((where, claims) ->
                        assertThat(LeakyRoles.leaksIn(claims)).as(where).isEmpty());
    }

    private static JsonNode narrowed(TestRealm realm, String person, Map<String, String> narrowing) {
        return realm.asApplication()
                .password(TestRealm.TEST_APP, null, realm.username(person), TestRealm.PASSWORD, narrowing)
                .accessClaims()
                .path("access");
    }
}
