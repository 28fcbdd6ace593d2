package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A realm with organizations, groups and people from before Rolecall came is made ready by one call. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class AdoptIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm existing;
    private final Database database;
    private final Maintenance maintenance;
    private final String person;

    AdoptIT(TestRealm prepared, TestBed bed) {
        existing = prepared.sibling("existing-" + UUID.randomUUID());
        database = bed.database();
        maintenance = new Maintenance(existing);
        existing.asAdministrator()
                .post(
                        "",
                        Json.of(Map.of(
                                "realm",
                                existing.name(),
                                "enabled",
                                true,
                                "organizationsEnabled",
                                true,
                                "clients",
                                List.of(application(TestRealm.TEST_APP)))))
                .expecting(201);
        customer("acme");
        existing.customers().addGroup("acme", "prod").expecting(201);
        person = existing.person();
        existing.associate(person, "acme");
    }

    private static Map<String, Object> application(String clientId) {
        return Map.of("clientId", clientId, "publicClient", true, "directAccessGrantsEnabled", true);
    }

    private void customer(String alias) {
        existing.asAdministrator()
                .post(existing.path("/organizations"), Json.of(Map.of("name", alias, "alias", alias)))
                .expecting(201);
    }

    @AfterEach
    void remove() {
        existing.asAdministrator().delete(existing.path("")).expecting(204);
    }

    /** Everything adoption could change, read from the outside. */
    private List<JsonNode> state() {
        return Stream.of("", "/clients", "/client-scopes", "/default-default-client-scopes", "/users/profile")
                .map(below -> existing.asAdministrator()
                        .get(existing.path(below))
                        .expecting(200)
                        .json())
                .map(AdoptIT::sorted)
                .toList();
    }

    /** Keycloak lists scopes, mappers and clients as the database has them, which is not the same order each time. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            return Json.of(StreamSupport.stream(node.spliterator(), false)
                    .map(AdoptIT::sorted)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .toList());
        }
        if (node.isObject()) {
            ObjectNode members = Json.object();
            new TreeMap<>(members(node)).forEach((name, value) -> members.set(name, sorted(value)));
            return members;
        }
        return node;
    }

    private static Map<String, JsonNode> members(JsonNode node) {
        Map<String, JsonNode> members = new HashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private long groups() {
        return database.number("select count(*) from KEYCLOAK_GROUP where REALM_ID = ?", existing.id());
    }

    @Nested
    class ADryRun {
        @Test
        void saysWhatWouldBeDone() {
            Answer answer = maintenance.adopt("?dryRun=true");

            assertThat(Maintenance.steps(answer))
                    .contains(
                            "organizations realm present",
                            "client clients/rolecall added",
                            "client-role clients/rolecall/roles/access-manage added",
                            "client-scope client-scopes/access added",
                            "mapper client-scopes/access/mappers/rolecall-guard-mapper added",
                            "default-scope client-scopes/access added",
                            "user-profile user-profile/usercode added",
                            "system-object organizations/system added",
                            "opt-in realm added",
                            "role-groups organizations/acme added",
                            "login flows/browser advice");
            assertThat(answer.json().path("done").asBoolean()).isFalse();
            assertThat(answer.json().at("/remaining/organizations").asInt()).isEqualTo(1);
        }

        @Test
        void changesNothing() {
            List<JsonNode> before = state();
            long groups = groups();

            maintenance.adopt("?dryRun=true&clients=all").expecting(200);

            assertThat(state()).isEqualTo(before);
            assertThat(groups()).isEqualTo(groups);
        }
    }

    @Nested
    class Adoption {
        private final Answer answer = maintenance.adopt("");

        @Test
        void isDoneInOneCall() {
            assertThat(answer.expecting(200).json().path("done").asBoolean()).isTrue();
        }

        @Test
        void leavesNothingForLintToFind() {
            answer.expecting(200);

            assertThat(maintenance.findings()).isEmpty();
        }

        @Test
        void givesEveryCustomerAndDeploymentItsRoleGroups() {
            answer.expecting(200);

            assertThat(existing.customers().groupsBelow("acme", "")).containsExactly("ADMIN", "MANAGE", "VIEW", "prod");
            assertThat(existing.customers().groupsBelow("acme", "prod")).containsExactly("ADMIN", "MANAGE", "VIEW");
            assertThat(existing.customers().groupsBelow("system", ""))
                    .containsExactly("ADMIN", "MANAGE", "SUPER", "VIEW");
        }

        @Test
        void marksDeploymentsAsSuch() {
            answer.expecting(200);

            String prod = existing.customers().group("acme", "prod").path("id").asText();
            JsonNode group = existing.asAdministrator()
                    .get(existing.customers().path("acme") + "/groups/" + prod)
                    .expecting(200)
                    .json();
            assertThat(group.at("/attributes/rolecall.kind/0").asText()).isEqualTo("DEPLOYMENT");
        }

        @Test
        void keepsPeopleTheirIdsAndTheirLogins() {
            answer.expecting(200);

            assertThat(existing.tokensOf(person).accessClaims().path("sub").asText())
                    .isEqualTo(person);
            assertThat(existing.isMember(person, "acme")).isTrue();
        }

        @Test
        void givesNobodyAGrant() {
            answer.expecting(200);

            assertThat(accessThrough(newClient())).isEqualTo(NOTHING);
        }

        @Test
        void letsGrantsBeGivenThatStandInTokens() {
            answer.expecting(200);

            existing.join(person, "ADMIN@acme/prod").expecting(204);

            assertThat(accessThrough(newClient())
                            .at("/customers/acme/deployments/prod/roles/0")
                            .asText())
                    .isEqualTo("ADMIN");
        }

        @Test
        void leavesClientsThatWereThereAsTheyWere() {
            answer.expecting(200);

            assertThat(accessThrough(TestRealm.TEST_APP).isMissingNode()).isTrue();
        }

        @Test
        void givesAllClientsTheClaimWhenToldTo() {
            Answer all = maintenance.adopt("?clients=all");

            assertThat(Maintenance.steps(all)).contains("scope-of-client clients/test-app added");
            assertThat(accessThrough(TestRealm.TEST_APP)).isEqualTo(NOTHING);
            assertThat(all.json().path("done").asBoolean()).isTrue();
        }

        @Test
        void doesNothingASecondTime() {
            answer.expecting(200);
            List<JsonNode> before = state();
            long groups = groups();

            Answer again = maintenance.adopt("");

            assertThat(Maintenance.steps(again))
                    .allMatch(step -> step.endsWith(" present") || step.endsWith(" advice"));
            assertThat(state()).isEqualTo(before);
            assertThat(groups()).isEqualTo(groups);
        }

        @Test
        void goesOnWhereItWasInterrupted() {
            answer.expecting(200);
            long groups = groups();
            String ofAcme =
                    "ORG_ID in (select ID from ORG where ALIAS = 'acme' and REALM_ID = '" + existing.id() + "')";
            database.execute(
                    "delete from GROUP_ATTRIBUTE where GROUP_ID in (select ID from KEYCLOAK_GROUP where NAME in"
                            + " ('ADMIN', 'prod') and " + ofAcme + ")");
            database.execute("delete from KEYCLOAK_GROUP where NAME = 'ADMIN' and " + ofAcme);

            Answer again = maintenance.adopt("");

            assertThat(Maintenance.steps(again)).contains("role-groups organizations/acme added");
            assertThat(groups()).isEqualTo(groups);
            assertThat(maintenance.findings()).isEmpty();
        }

        @Test
        void standsInTheAdminEvents() {
            answer.expecting(200);
            existing.asAdministrator()
                    .put(existing.path("/events/config"), Json.of(Map.of("adminEventsEnabled", true)))
                    .expecting(204);
            customer("another");
            database.execute(
                    "update KEYCLOAK_GROUP set NAME = 'gone' where NAME = 'ADMIN' and ORG_ID in (select ID from"
                            + " ORG where ALIAS = 'another' and REALM_ID = '" + existing.id() + "')");

            maintenance.adopt("").expecting(200);

            JsonNode events = existing.asAdministrator()
                    .get(existing.path("/admin-events"))
                    .expecting(200)
                    .json();
            assertThat(events)
                    .filteredOn(event -> event.path("resourceType").asText().equals("ROLECALL_ADOPTION"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.path("resourcePath").asText()).isEqualTo("rolecall/adopt"));
        }

        private String newClient() {
            String clientId = "new-" + UUID.randomUUID();
            existing.asAdministrator()
                    .post(existing.path("/clients"), Json.of(application(clientId)))
                    .expecting(201);
            return clientId;
        }

        private JsonNode accessThrough(String clientId) {
            return existing.asApplication()
                    .password(clientId, null, existing.username(person), TestRealm.PASSWORD, Map.of("scope", "openid"))
                    .accessClaims()
                    .path("access");
        }
    }

    @Nested
    class AGroupThatWouldGrantSomething {
        AGroupThatWouldGrantSomething() {
            existing.customers().addGroup("acme", "ADMIN").expecting(201);
            existing.customers().addGroup("acme", "VIEW").expecting(201);
            existing.joinGroup(person, "acme", "ADMIN").expecting(204);
        }

        @Test
        void isInTheWayAndNothingIsChanged() {
            List<JsonNode> before = state();

            Answer answer = maintenance.adopt("").expecting(409);

            assertThat(answer.json().path("details")).hasSize(1);
            assertThat(answer.json().at("/details/0/code").asText()).isEqualTo("existing-group");
            assertThat(answer.json().at("/details/0/field").asText()).isEqualTo("organizations/acme/groups/ADMIN");
            assertThat(answer.json().at("/details/0/message").asText()).isEqualTo("1 member gains ADMIN@acme");
            assertThat(state()).isEqualTo(before);
        }

        @Test
        void isNamedByADryRunToo() {
            assertThat(maintenance.adopt("?dryRun=true").status()).isEqualTo(409);
        }

        @Test
        void isAcceptedWhenToldToAndThenGrants() {
            Answer answer = maintenance.adopt("?acceptExistingGroups=true&clients=all");

            assertThat(Maintenance.steps(answer)).contains("existing-group organizations/acme/groups/ADMIN advice");
            assertThat(existing.access(person).at("/customers/acme/roles/0").asText())
                    .isEqualTo("ADMIN");
            assertThat(maintenance.findings()).isEmpty();
        }
    }

    @Nested
    class AnOrganizationThatIsNamedSystem {
        AnOrganizationThatIsNamedSystem() {
            customer("system");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?dryRun=true", "?acceptExistingGroups=true"})
        void isInTheWayAndNothingIsChanged(String query) {
            List<JsonNode> before = state();

            Answer answer = maintenance.adopt(query).expecting(409);

            assertThat(answer.json().at("/details/0/code").asText()).isEqualTo("system-taken");
            assertThat(answer.json().at("/details/0/field").asText()).isEqualTo("organizations/system");
            assertThat(state()).isEqualTo(before);
        }
    }

    @Test
    void aClientScopeOfAnotherProtocolIsInTheWay() {
        existing.asAdministrator()
                .post(existing.path("/client-scopes"), Json.of(Map.of("name", "access", "protocol", "saml")))
                .expecting(201);

        Answer answer = maintenance.adopt("").expecting(409);

        assertThat(answer.json().at("/details/0/code").asText()).isEqualTo("scope-taken");
    }

    @Test
    void aRealmWithoutOrganizationsGetsThem() {
        existing.asAdministrator()
                .put(existing.path(""), Json.of(Map.of("organizationsEnabled", false)))
                .expecting(204);

        Answer answer = maintenance.adopt("");

        assertThat(Maintenance.steps(answer)).contains("organizations realm added");
        assertThat(maintenance.findings()).isEmpty();
    }

    @Test
    void manyOrganizationsTakeSeveralTransactions() {
        IntStream.range(0, 120).forEach(i -> customer("customer-" + i));

        Answer answer = maintenance.adopt("");

        assertThat(answer.expecting(200).json().path("done").asBoolean()).isTrue();
        assertThat(Maintenance.steps(answer)).contains("role-groups organizations/customer-119 added");
        assertThat(maintenance.findings()).isEmpty();
    }

    @Test
    void ofTwoCallsAtOnceBothLeaveTheRealmAsOne() {
        IntStream.range(0, 60).forEach(i -> customer("customer-" + i));

        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(() -> maintenance.adopt(""));
        Answer mine = maintenance.adopt("");

        assertThat(List.of(mine.status(), other.join().status())).contains(200).isSubsetOf(200, 429);
        assertThat(maintenance.findings()).isEmpty();
        assertThat(existing.customers().groupsBelow("acme", "")).containsExactly("ADMIN", "MANAGE", "VIEW", "prod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=yes", "?acceptExistingGroups=1", "?clients=some"})
    void aParameterThatIsNotUnderstoodIsRefused(String query) {
        assertThat(maintenance.adopt(query).status()).isEqualTo(400);
    }

    @Test
    void anAdministratorWhoMayNotManageClientsIsRefused() {
        for (String role : List.of("manage-realm", "manage-users")) {
            existing.asAdministrator()
                    .post(
                            existing.path("/users/" + person + "/role-mappings/clients/"
                                    + existing.client("realm-management")),
                            Json.of(List.of(existing.clientRole("realm-management", role))))
                    .expecting(204);
        }

        Answer answer = Http.send(
                "POST",
                existing.onServer("/admin/realms" + existing.path("/rolecall/adopt")),
                existing.tokensOf(person).access(),
                Json.object());

        assertThat(answer.status()).isEqualTo(403);
    }
}
