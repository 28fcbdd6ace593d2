package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stock claims of a person with scoped grants hold no permission realm-wide, in token, introspection and userinfo, by
 * whichever way one became a role of that person, and for a client that has nothing of ours.
 */
@ExtendWith(RealmOfTheClass.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleLeakIT {
    private final LeakyRoles here;
    private final LeakyRoles imported;

    RoleLeakIT(TestRealm realm) {
        here = LeakyRoles.in(realm);
        imported = LeakyRoles.imported(realm, realm.name() + "-imported");
    }

    @AfterAll
    void theImportedRealmGoes() {
        imported.realm().asAdministrator().delete(imported.realm().path("")).expecting(204);
    }

    @ParameterizedTest
    @EnumSource(LeakyRoles.Way.class)
    void noPermissionStandsInAStockClaim(LeakyRoles.Way way) {
        LeakyRoles leaky = way == LeakyRoles.Way.REALM_IMPORT ? imported : here;
        String person = leaky.person(way);

        for (String client : List.of(LeakyRoles.WITHOUT_GUARD, TestRealm.TEST_APP)) {
            leaky.saidOf(person, client)
                    .forEach((where, claims) -> assertThat(LeakyRoles.leaksIn(claims))
                            .as(where + " of " + client)
                            .isEmpty());
        }
    }

    @Test
    void noPermissionStandsInAStockClaimOfAService() {
        here.saidOfAService()
                .forEach((where, claims) ->
                        assertThat(LeakyRoles.leaksIn(claims)).as(where).isEmpty());
    }

    @Test
    void otherRolesStandThere() {
        Map<String, JsonNode> said = here.saidOf(here.realm().personHolding("VIEW@acme"), LeakyRoles.WITHOUT_GUARD);

        said.forEach((where, claims) -> {
            assertThat(claims.at("/resource_access/account/roles")).as(where).isNotEmpty();
            assertThat(claims.at("/realm_access/roles")).as(where).isNotEmpty();
            assertThat(claims.path("roles")).as(where).isNotEmpty();
        });
    }

    @Test
    void aRealmThatIsNotOursKeepsItsRoles() {
        TestRealm plain = here.realm().sibling(here.realm().name() + "-plain");
        plain.asAdministrator()
                .post(
                        "",
                        Json.of(Map.of(
                                "realm", plain.name(),
                                "enabled", true,
                                "roles",
                                        Map.of(
                                                "client",
                                                Map.of(
                                                        "shop",
                                                        List.of(Map.of(
                                                                "name",
                                                                "buy",
                                                                "attributes",
                                                                Map.of("rolecall.type", List.of("VIEW")))))),
                                "clients",
                                        List.of(Map.of(
                                                "clientId",
                                                "shop",
                                                "publicClient",
                                                true,
                                                "directAccessGrantsEnabled",
                                                true)))))
                .expecting(201);
        try {
            String person = plain.person();
            plain.asAdministrator()
                    .post(
                            plain.path("/users/" + person + "/role-mappings/clients/" + plain.client("shop")),
                            Json.of(List.of(plain.clientRole("shop", "buy"))))
                    .expecting(204);

            JsonNode claims = plain.asApplication()
                    .password("shop", null, plain.username(person), TestRealm.PASSWORD, Map.of("scope", "openid"))
                    .accessClaims();

            assertThat(ClaimIT.texts(claims.at("/resource_access/shop/roles"))).containsExactly("buy");
        } finally {
            plain.asAdministrator().delete(plain.path("")).expecting(204);
        }
    }
}
