package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.Tokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jars taken out, the realm goes on without what they did; put in again, everything is as before. */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UninstallIT {
    /** What the pages of the admin console ask for. */
    private static final List<String> CONSOLE = List.of(
            "",
            "/users?first=0&max=20",
            "/users/profile",
            "/clients?first=0&max=100",
            "/client-scopes",
            "/default-default-client-scopes",
            "/organizations?first=0&max=20",
            "/components?type=org.keycloak.storage.UserStorageProvider",
            "/roles",
            "/groups",
            "/events/config",
            "/admin-events",
            "/authentication/flows");

    private final KeycloakServer server;
    private final TestRealm realm;
    private final String person;
    private final String left;
    private final JsonNode accessBefore;
    private final JsonNode accessAfter;
    private final JsonNode claimsWithout;
    private final JsonNode loginWithout;
    private final Map<String, Integer> consoleWithout = new HashMap<>();
    private final int pageWithout;
    private final int mappersWithout;
    private final int savedWithout;
    private final int exportWithout;

    UninstallIT(TestBed bed) {
        KeycloakServer before = bed.spareServer("before-uninstalling").start();
        TestRealm installed =
                TestRealm.create(before, TestBed.administration(before), "uninstalled-" + UUID.randomUUID());
        ARow row = ARow.aboutANewcomer()
                .associatedWith("acme")
                .holding("ADMIN@acme/prod-eu")
                .with("permissions", List.of("console.billing.view@acme"));
        new Integration(installed).apply(row);
        person = new Integration(installed).idsOf(row.usercode()).get(0);
        installed.givePassword(person);
        ARow other = ARow.aboutANewcomer().associatedWith("globex").holding("VIEW@globex");
        new Integration(installed).apply(other);
        left = new Integration(installed).idsOf(other.usercode()).get(0);
        installed.givePassword(left);
        accessBefore = installed.access(person);
        before.stop();

        KeycloakServer stock = bed.stockServer("uninstalled").start();
        TestRealm without = installed.through(stock);
        claimsWithout = without.tokensOf(person).accessClaims();
        Tokens login = without.login(TestRealm.TEST_APP, without.username(person), "openid");
        loginWithout = login.accessClaims();
        CONSOLE.forEach(path -> consoleWithout.put(
                path, without.asAdministrator().get(without.path(path)).status()));
        pageWithout = Http.get(without.onServer("/admin/master/console/"), null).status();
        mappersWithout = without.asAdministrator()
                .get(without.path("/client-scopes/" + scope(without) + "/protocol-mappers/models"))
                .status();
        exportWithout = without.asAdministrator()
                .post(without.path("/partial-export"), Json.object())
                .status();
        savedWithout = without.asAdministrator()
                .put(without.path("/users/" + person), renamed(without.user(person)))
                .status();
        without.dissociate(left, "globex");
        stock.stop();

        server = bed.spareServer("installed-again").start();
        realm = installed.through(server);
        accessAfter = realm.access(person);
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private static String scope(TestRealm realm) {
        for (JsonNode scope : realm.asAdministrator()
                .get(realm.path("/client-scopes"))
                .expecting(200)
                .json()) {
            if (scope.path("name").asText().equals("access")) {
                return scope.path("id").asText();
            }
        }
        throw new AssertionError("no client scope access");
    }

    private static JsonNode renamed(JsonNode user) {
        return ((ObjectNode) user).put("lastName", "King");
    }

    @Test
    void peopleStillGetTokensWithoutTheClaim() {
        assertThat(accessBefore).isNotEqualTo(Json.read("{\"v\":1}"));
        assertThat(claimsWithout.path("sub").asText()).isEqualTo(person);
        assertThat(claimsWithout.has("access")).isFalse();
    }

    @Test
    void tokensHoldNoPermissionInsteadOfTheClaim() {
        assertThat(claimsWithout.path("resource_access").has("console")).isFalse();
    }

    @Test
    void peopleStillLogInWithTheBrowser() {
        assertThat(loginWithout.path("sub").asText()).isEqualTo(person);
    }

    @Test
    void theConsoleStillHasItsPages() {
        assertThat(consoleWithout)
                .allSatisfy((path, status) -> assertThat(status).isEqualTo(200));
        assertThat(pageWithout).isEqualTo(200);
        assertThat(mappersWithout).isEqualTo(200);
    }

    /** Until the people source is removed: Keycloak asks its factory which settings are secret. */
    @Test
    void aPartialExportIsWhatFails() {
        assertThat(exportWithout).isEqualTo(500);
    }

    @Test
    void peopleCanBeChanged() {
        assertThat(savedWithout).isEqualTo(204);
        assertThat(realm.user(person).path("lastName").asText()).isEqualTo("King");
    }

    @Test
    void withTheJarsInAgainTheClaimIsAsBefore() {
        assertThat(accessAfter).isEqualTo(accessBefore);
    }

    @Test
    void anAssociationThatEndedMeanwhileLeavesNotesThatAdoptionRemoves() {
        assertThat(realm.access(left)).isEqualTo(Json.read("{\"v\":1}"));
        Maintenance maintenance = new Maintenance(realm);
        assertThat(maintenance.findings()).containsExactly("origins-without-membership origins");

        maintenance.adopt("").expecting(200);

        assertThat(maintenance.findings()).isEmpty();
    }
}
