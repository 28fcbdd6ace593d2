package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the access model refuses about the groups of organizations, whichever way it comes in: the caller gets a 4xx with
 * the reason, and everything is as before. What it refuses about roles is in {@link RoleMappingIT}, about the system
 * object in {@link SystemObjectIT}.
 */
@ExtendWith(RealmOfTheClass.class)
class RulesIT {
    private static final JsonNode NOTHING = Json.read("{\"v\":1}");
    private static final String SUPER_ELSEWHERE = "SUPER exists on the system only";

    private final TestRealm realm;
    private final Customers customers;
    private final Integration integration;

    RulesIT(TestRealm realm) {
        this.realm = realm;
        this.customers = realm.customers();
        this.integration = new Integration(realm);
    }

    @Nested
    class AGrantWithoutTheAssociation {
        private final String alias = customers.add();

        @Test
        void isRefusedInTheConsole() {
            String person = realm.person();

            assertThat(realm.join(person, "ADMIN@" + alias).status()).isEqualTo(400);

            realm.associate(person, alias);
            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void isRefusedInARow() {
            ARow row = ARow.aboutANewcomer().holding("ADMIN@" + alias);

            assertThat(integration.refusal(row)).isEqualTo("roles: not-associated");
            assertThat(integration.idsOf(row.usercode())).isEmpty();
        }

        @Test
        void comesNotBackWithANewAssociation() {
            String person = realm.personHolding("ADMIN@" + alias);
            realm.dissociate(person, alias);

            realm.associate(person, alias);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }
    }

    @Nested
    class SuperOutsideTheSystem {
        private final String alias = customers.add();

        SuperOutsideTheSystem() {
            customers.addGroup(alias, "prod").expecting(201);
        }

        @Test
        void isNotMadeOnACustomer() {
            refused(customers.addGroup(alias, "SUPER"), SUPER_ELSEWHERE);

            assertThat(customers.groupsBelow(alias, "")).doesNotContain("SUPER");
        }

        @Test
        void isNotMadeOnADeployment() {
            refused(customers.addGroupBelow(alias, "prod", "SUPER"), SUPER_ELSEWHERE);

            assertThat(customers.groupsBelow(alias, "prod")).doesNotContain("SUPER");
        }

        @Test
        void isNotMadeByRenamingADeployment() {
            refused(customers.rename(alias, "prod", "SUPER"), SUPER_ELSEWHERE);

            assertThat(customers.groupsBelow(alias, "")).contains("prod").doesNotContain("SUPER");
        }

        @Test
        void isNotMadeByRenamingADefaultRole() {
            assertThat(customers.rename(alias, "ADMIN", "SUPER").status()).isEqualTo(400);

            assertThat(customers.groupsBelow(alias, "")).contains("ADMIN").doesNotContain("SUPER");
        }

        @Test
        void isGivenByNoRow() {
            ARow row = ARow.aboutANewcomer().associatedWith(alias).holding("SUPER@" + alias);

            assertThat(integration.refusal(row)).startsWith("roles: ");
            assertThat(integration.idsOf(row.usercode())).isEmpty();
        }

        @Test
        void isNotImportedWithARealm() {
            ObjectNode file = RealmFile.named(realm.name() + "-super");
            ((ObjectNode) file.at("/organizations/0")).withArray("groups").add(Json.of(Map.of("name", "SUPER")));

            refusedWithoutARealm(realm, file, SUPER_ELSEWHERE);
        }
    }

    @Nested
    class ADefaultRoleGroup {
        private final String alias = customers.add();
        private final String person;

        ADefaultRoleGroup() {
            customers.addGroup(alias, "prod").expecting(201);
            customers.addGroup(alias, "stage").expecting(201);
            person = realm.personHolding("ADMIN@" + alias, "VIEW@" + alias + "/prod");
        }

        @Test
        void isNotRemovedFromACustomer() {
            refused(customers.removeGroup(alias, "ADMIN"), "ADMIN");

            assertAsBefore();
        }

        @Test
        void isNotRemovedFromADeployment() {
            refused(customers.removeGroup(alias, "prod/VIEW"), "VIEW");

            assertAsBefore();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Admin", "operators", "+console.logs.read"})
        void isNotRenamed(String name) {
            refused(customers.rename(alias, "ADMIN", name), "ADMIN");

            assertAsBefore();
        }

        @Test
        void isNotMovedAway() {
            customers.addGroupBelow(alias, "stage", "box").expecting(201);

            refused(customers.move(alias, "prod/VIEW", "stage/box"), "VIEW");

            assertAsBefore();
        }

        @Test
        void isNotUnmarked() {
            refused(attributesOf("ADMIN", Map.of()), "ADMIN");
            refused(attributesOf("ADMIN", Map.of("rolecall.role", List.of("VIEW"))), "ADMIN");
            refused(attributesOf("ADMIN", Map.of("rolecall.role", List.of("console.operator"))), "ADMIN");
            refused(attributesOf("ADMIN", Map.of("rolecall.role", List.of("ADMIN", "console.operator"))), "ADMIN");

            assertThat(realm.asAdministrator()
                            .get(customers.groupPath(alias, "ADMIN"))
                            .json()
                            .at("/attributes/rolecall.role"))
                    .isEqualTo(Json.of(List.of("ADMIN")));
            assertAsBefore();
        }

        @Test
        void mayBeDescribedAndGetAttributesOfItsOwn() {
            attributesOf("ADMIN", Map.of("rolecall.role", List.of("ADMIN"), "contact", List.of("someone")))
                    .expecting(204);

            assertAsBefore();
        }

        @Test
        void goesWithItsDeployment() {
            customers.removeGroup(alias, "prod").expecting(204);

            assertThat(customers.groupsBelow(alias, "")).containsExactly("ADMIN", "MANAGE", "VIEW", "stage");
        }

        @Test
        void goesWithItsCustomer() {
            realm.asAdministrator().delete(customers.path(alias)).expecting(204);

            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        private Answer attributesOf(String path, Map<String, List<String>> attributes) {
            return realm.asAdministrator()
                    .put(
                            customers.groupPath(alias, path),
                            Json.of(Map.of("name", path, "description", "changed", "attributes", attributes)));
        }

        private void assertAsBefore() {
            assertThat(customers.groupsBelow(alias, "")).containsExactly("ADMIN", "MANAGE", "VIEW", "prod", "stage");
            assertThat(customers.groupsBelow(alias, "prod")).containsExactly("ADMIN", "MANAGE", "VIEW");
            JsonNode customer = realm.access(person).at("/customers/" + alias);
            assertThat(ClaimIT.texts(customer.path("roles"))).containsExactly("ADMIN");
            assertThat(ClaimIT.texts(customer.at("/deployments/prod/roles"))).containsExactly("VIEW");
        }
    }

    @Nested
    class ADeployment {
        private final String alias = customers.add();

        ADeployment() {
            customers.addGroup(alias, "prod").expecting(201);
        }

        @Test
        void takesItsGrantsWithItWhenItIsRenamed() {
            String person = realm.personHolding("MANAGE@" + alias + "/prod");

            customers.rename(alias, "prod", "production").expecting(204);

            JsonNode deployments = realm.access(person).at("/customers/" + alias + "/deployments");
            assertThat(deployments.has("prod")).isFalse();
            assertThat(ClaimIT.texts(deployments.at("/production/roles"))).containsExactly("MANAGE");
        }

        @Test
        void isNotRenamedToARole() {
            assertThat(customers.rename(alias, "prod", "ADMIN").status()).isEqualTo(409);

            assertThat(customers.groupsBelow(alias, "")).containsExactly("ADMIN", "MANAGE", "VIEW", "prod");
        }

        @Test
        void isNotRenamedToAPermission() {
            String person = realm.person();
            realm.associate(person, alias);
            realm.joinGroup(person, alias, "prod").expecting(204);

            refused(customers.rename(alias, "prod", "+console.logs.read"), "group of a role or permission");

            assertThat(customers.groupsBelow(alias, "")).contains("prod");
            assertThat(realm.access(person)).isEqualTo(NOTHING);
        }

        @Test
        void isNotMarkedAsACustomRoleWhileItHasMembers() {
            String person = realm.person();
            realm.associate(person, alias);
            realm.joinGroup(person, alias, "prod").expecting(204);

            Answer answer = realm.asAdministrator()
                    .put(
                            customers.groupPath(alias, "prod"),
                            Json.of(Map.of(
                                    "name", "prod", "attributes", Map.of("rolecall.role", List.of("console.x")))));

            refused(answer, "has members");
            assertThat(customers.groupsBelow(alias, "prod")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }

        @Test
        void isNotMovedBelowAnotherWithItsGrants() {
            customers.addGroup(alias, "stage").expecting(201);
            String person = realm.personHolding("MANAGE@" + alias + "/prod");

            refused(customers.move(alias, "prod", "stage"), "has members");

            assertThat(ClaimIT.texts(realm.access(person).at("/customers/" + alias + "/deployments/prod/roles")))
                    .containsExactly("MANAGE");
        }
    }

    @Nested
    class AGroupBelowADeployment {
        private final String alias = customers.add();
        private final String person = realm.person();

        AGroupBelowADeployment() {
            customers.addGroup(alias, "prod").expecting(201);
            customers.addGroupBelow(alias, "prod", "box").expecting(201);
            realm.associate(person, alias);
        }

        @Test
        void isNotMovedToWhereItsNameIsAPermission() {
            customers.addGroupBelow(alias, "prod/box", "+console.logs.read").expecting(201);
            realm.joinGroup(person, alias, "prod/box/+console.logs.read").expecting(204);

            refused(customers.move(alias, "prod/box/+console.logs.read", "prod"), "group of a role or permission");

            assertThat(realm.access(person)).isEqualTo(NOTHING);
            assertThat(customers.groupsBelow(alias, "prod")).containsExactly("ADMIN", "MANAGE", "VIEW", "box");
        }

        @Test
        void becomesNoDeploymentWhileRolesBelowItHaveMembers() {
            customers.addGroupBelow(alias, "prod/box", "ADMIN").expecting(201);
            realm.joinGroup(person, alias, "prod/box/ADMIN").expecting(204);

            refused(customers.moveToTop(alias, "prod/box"), "has members");

            assertThat(realm.access(person)).isEqualTo(NOTHING);
            assertThat(customers.groupsBelow(alias, "")).containsExactly("ADMIN", "MANAGE", "VIEW", "prod");
        }

        @Test
        void getsItsRolesWhenItBecomesADeployment() {
            customers.moveToTop(alias, "prod/box").expecting(200, 204);

            assertThat(customers.groupsBelow(alias, "box")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }
    }

    static void refusedWithoutARealm(TestRealm realm, ObjectNode file, String reason) {
        refused(realm.asAdministrator().post("", file), reason);
        assertThat(realm.asAdministrator()
                        .get("/" + file.path("realm").asText())
                        .status())
                .isEqualTo(404);
    }

    static void refused(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }
}
