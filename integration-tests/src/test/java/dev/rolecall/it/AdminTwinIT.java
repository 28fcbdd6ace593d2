package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same calls at the root of the administration, where Keycloak's own admin permissions decide. */
@ExtendWith(RealmOfTheClass.class)
class AdminTwinIT {
    private final TestRealm realm;
    private final AccessCalls calls;
    private final String person;

    AdminTwinIT(TestRealm realm) {
        this.realm = realm;
        this.calls = AccessCalls.ofAdministration(
                realm, () -> realm.asAdministrator().token());
        this.person = realm.person();
    }

    @Nested
    class AnAdministrator {
        @Test
        void givesAndTakesWithoutAGrantOfHisOwn() {
            calls.put("customers/system/members/id:" + person, Json.object()).expecting(201);
            calls.give("id:" + person, "SUPER@system").expecting(201);
            assertThat(realm.access(person).at("/system/roles/0").asText()).isEqualTo("SUPER");

            calls.take("id:" + person, "SUPER@system").expecting(204);

            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }

        @Test
        void keepsTheRulesOfTheModel() {
            assertThat(AccessCalls.refusal(calls.give("id:" + person, "VIEW@acme")))
                    .isEqualTo("409 grant: not-associated");
        }

        @Test
        void makesAndRemovesCustomers() {
            String customer = "customers/c-" + UUID.randomUUID();

            calls.put(customer, Json.of(Map.of("deployments", List.of("main")))).expecting(201);
            calls.get(customer + "/deployments/main").expecting(200);
            calls.delete(customer).expecting(204);
        }

        @Test
        void isNamedInTheEvents() {
            calls.put("customers/acme/members/id:" + person, Json.object()).expecting(201);
            calls.give("id:" + person, "VIEW@acme").expecting(201);

            JsonNode event = realm.asAdministrator()
                    .get(realm.path("/admin-events?operationTypes=CREATE&resourcePath=users/" + person + "/grants"))
                    .expecting(200)
                    .json()
                    .path(0);

            assertThat(event.at("/details/grant").asText()).isEqualTo("VIEW@acme");
            assertThat(event.at("/authDetails/realmId").asText()).isNotEqualTo(realm.id());
        }
    }

    @Nested
    class AnAdministratorWhoMayOnlyLook {
        private final AccessCalls looking = AccessCalls.ofAdministration(
                realm, () -> realm.tokensOf(viewer()).access());

        @Test
        void looks() {
            assertThat(looking.get("customers").status()).isEqualTo(200);
        }

        @Test
        void changesNothing() {
            assertThat(looking.give("id:" + person, "VIEW@acme").status()).isEqualTo(403);
            assertThat(looking.put("customers/x", Json.object()).status()).isEqualTo(403);
            assertThat(looking.delete("customers/acme").status()).isEqualTo(403);
        }

        private String viewer() {
            return administratorWith("view-users", "view-organizations", "view-realm");
        }
    }

    @Nested
    class AnAdministratorWhoMayManageOneKindOnly {
        @ParameterizedTest
        @ValueSource(strings = {"manage-users", "manage-organizations"})
        void looksAndChangesNothing(String role) {
            String half = administratorWith(role, "view-users", "view-organizations", "view-realm");
            AccessCalls halfway = AccessCalls.ofAdministration(
                    realm, () -> realm.tokensOf(half).access());
            realm.associate(person, "acme");

            assertThat(halfway.get("customers").status()).isEqualTo(200);
            assertThat(halfway.give("id:" + person, "VIEW@acme").status()).isEqualTo(403);
            assertThat(halfway.bulk(Json.of(List.of())).status()).isEqualTo(403);
            assertThat(halfway.put("customers/acme/members/id:" + person, Json.object())
                            .status())
                    .isEqualTo(403);
            assertThat(halfway.put("customers/acme/deployments/x", Json.object())
                            .status())
                    .isEqualTo(403);
            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }

        @Test
        void changesSomethingWithBoth() {
            String both = administratorWith("manage-users", "manage-organizations");
            AccessCalls managing = AccessCalls.ofAdministration(
                    realm, () -> realm.tokensOf(both).access());
            realm.associate(person, "acme");

            managing.give("id:" + person, "VIEW@acme").expecting(201);
        }
    }

    private String administratorWith(String... roles) {
        String administrator = realm.person();
        realm.asAdministrator()
                .post(
                        realm.path("/users/" + administrator + "/role-mappings/clients/"
                                + realm.client("realm-management")),
                        Json.of(Stream.of(roles)
                                .map(role -> realm.clientRole("realm-management", role))
                                .toList()))
                .expecting(204);
        return administrator;
    }

    @Nested
    class SomebodyElse {
        @Test
        void isTurnedAway() {
            AccessCalls stranger = AccessCalls.ofAdministration(
                    realm, () -> realm.tokensOf(person).access());

            assertThat(stranger.get("customers").status()).isEqualTo(403);
            assertThat(stranger.give("id:" + person, "VIEW@acme").status()).isEqualTo(403);
        }

        @Test
        void isTurnedAwayWithTheTokenOfAnIntegration() {
            AccessCalls integration = AccessCalls.ofAdministration(realm, () -> realm.tokenOf("access-admin"));

            assertThat(integration.give("id:" + person, "VIEW@acme").status()).isEqualTo(403);
        }
    }
}
