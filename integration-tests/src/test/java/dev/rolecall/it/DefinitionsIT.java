package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names decide what a reference means: no name can be made to mean more than one thing. */
@ExtendWith(RealmOfTheClass.class)
class DefinitionsIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");

    private final TestRealm realm;
    private final Customers customers;
    private final Integration integration;
    private final List<String> clients = new ArrayList<>();

    DefinitionsIT(TestRealm realm) {
        this.realm = realm;
        this.customers = realm.customers();
        this.integration = new Integration(realm);
    }

    @AfterEach
    void theRealmIsAsBefore() {
        clients.forEach(client -> realm.asAdministrator().delete(client).expecting(204));
    }

    @Nested
    class ADeploymentNamedLikeARoleType {
        private final String alias = customers.add();

        @Test
        void cannotTakeThePlaceOfTheRole() {
            assertThat(customers.addGroup(alias, "ADMIN").status()).isEqualTo(409);
        }

        @Test
        void cannotBecomeOneThatIsNotThereByBeingRenamed() {
            customers.addGroup(alias, "prod").expecting(201);
            String person = realm.person();
            realm.associate(person, alias);
            realm.joinGroup(person, alias, "prod").expecting(204);

            assertThat(customers.rename(alias, "prod", "SUPER").status()).isEqualTo(400);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void isADeploymentInSmallLetters() {
            customers.addGroup(alias, "view").expecting(201);

            JsonNode access = realm.access(realm.personHolding("MANAGE@" + alias + "/view"));

            assertThat(ClaimIT.texts(access.at("/customers/" + alias + "/deployments/view/roles")))
                    .containsExactly("MANAGE");
            assertThat(access.at("/customers/" + alias).has("roles")).isFalse();
        }

        @Test
        void givesNothingToItsOwnMembers() {
            customers.addGroup(alias, "admin").expecting(201);
            String person = realm.person();
            realm.associate(person, alias);

            realm.joinGroup(person, alias, "admin").expecting(204);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void leavesARowToTheRole() {
            customers.addGroup(alias, "view").expecting(201);
            ARow row = ARow.aboutANewcomer().associatedWith(alias).holding("view@" + alias);

            assertThat(ClaimIT.texts(accessOf(row).at("/customers/" + alias + "/roles")))
                    .containsExactly("VIEW");
        }
    }

    @Nested
    class TwoPermissionsOfOneName {
        private final String prefix = "a" + UUID.randomUUID();
        private final String name = prefix + ".b.c";
        private final String holder = realm.personHolding("VIEW@acme");

        TwoPermissionsOfOneName() {
            permission(prefix, "b.c");
        }

        @Test
        void areOneBeforeThereIsASecond() {
            assertThat(permissionsOf(holder)).contains(name);
        }

        @Test
        void areBothGrantedToNobody() {
            permission(prefix + ".b", "c");

            assertThat(permissionsOf(holder)).isNotEmpty().doesNotContain(name);
        }

        @Test
        void areGrantedAgainWhenOneIsGone() {
            permission(prefix + ".b", "c");
            assertThat(permissionsOf(holder)).doesNotContain(name);

            realm.asAdministrator().delete(clients.remove(1)).expecting(204);

            assertThat(permissionsOf(holder)).contains(name);
        }

        @Test
        void areUnknownToARow() {
            permission(prefix + ".b", "c");
            ARow row = ARow.aboutANewcomer().associatedWith("acme").with("permissions", List.of(name + "@acme"));

            assertThat(integration.refusal(row)).isEqualTo("permissions: unknown-permission");
        }

        private List<String> permissionsOf(String person) {
            return ClaimIT.texts(realm.access(person).at("/customers/acme/permissions"));
        }

        private void permission(String client, String role) {
            role(client(client), role, Map.of("rolecall.type", List.of("VIEW"), "rolecall.scope", List.of("CUSTOMER")));
        }
    }

    @Nested
    class ACustomRole {
        private final String client = "c" + UUID.randomUUID();

        ACustomRole() {
            String path = client(client);
            role(
                    path,
                    "operator",
                    Map.of(
                            "rolecall.role",
                            List.of("true"),
                            "rolecall.type",
                            List.of("MANAGE"),
                            "rolecall.scope",
                            List.of("CUSTOMER")));
            realm.asAdministrator()
                    .post(
                            path + "/roles/operator/composites",
                            Json.of(List.of(
                                    realm.clientRole("console", "deploy.start"),
                                    realm.clientRole("console", "billing.view"),
                                    realm.clientRole("console", "users.manage"))))
                    .expecting(204);
        }

        @Test
        void isInTheClaimWithItsPermissionsUpToItsType() {
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(client + ".operator@acme");

            assertThat(accessOf(row).path("customers")).isEqualTo(Json.read("""
                            {"acme":{"roles":["%s.operator"],"permissions":["console.billing.view","console.deploy.start"]}}""".formatted(client)));
        }

        @Test
        void holdsDeploymentPermissionsOnlyOnADeployment() {
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(client + ".operator@acme/prod-eu");

            assertThat(ClaimIT.texts(accessOf(row).at("/customers/acme/deployments/prod-eu/permissions")))
                    .containsExactly("console.deploy.start");
        }

        @Test
        void isTakenAwayByTheNextRowThatLeavesItOut() {
            ARow row = ARow.aboutANewcomer().associatedWith("acme").holding(client + ".operator@acme");
            accessOf(row);

            assertThat(accessOf(ARow.about(row.usercode()).holding())).isEqualTo(NOTHING);
        }
    }

    @Test
    void aDirectPermissionIsInTheClaimWithoutARole() {
        ARow row = ARow.aboutANewcomer()
                .associatedWith("acme")
                .with("permissions", List.of("console.logs.read@acme/prod-eu"));

        assertThat(accessOf(row).path("customers")).isEqualTo(Json.read("""
                        {"acme":{"deployments":{"prod-eu":{"permissions":["console.logs.read"]}}}}"""));
    }

    /** The claim of the row's person, once the row is applied. */
    private JsonNode accessOf(ARow row) {
        integration.sync(row.json()).expecting(200);
        String person = integration.idsOf(row.usercode()).get(0);
        realm.givePassword(person);
        return realm.access(person);
    }

    private String client(String clientId) {
        realm.asAdministrator()
                .post(realm.path("/clients"), Json.of(Map.of("clientId", clientId)))
                .expecting(201);
        String path = realm.path("/clients/" + realm.client(clientId));
        clients.add(path);
        return path;
    }

    private void role(String client, String name, Map<String, List<String>> attributes) {
        realm.asAdministrator()
                .post(client + "/roles", Json.of(Map.of("name", name, "attributes", attributes)))
                .expecting(201);
    }
}
