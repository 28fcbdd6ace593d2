package dev.rolecall.it;

import static dev.rolecall.it.RulesIT.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The system object stays as it is, and its alias and mark belong to nobody else. */
@ExtendWith(RealmOfTheClass.class)
class SystemObjectIT {
    private final TestRealm realm;
    private final Customers customers;

    SystemObjectIT(TestRealm realm) {
        this.realm = realm;
        this.customers = realm.customers();
    }

    @Nested
    class TheSystemObject {
        private final String path = customers.path("system");
        private final ObjectNode before =
                (ObjectNode) realm.asAdministrator().get(path).expecting(200).json();

        @Test
        void isNotRenamed() {
            refused(saved(before.deepCopy().put("name", "other")), "name: the system object is not renamed");
        }

        @Test
        void isNotDisabled() {
            refused(saved(before.deepCopy().put("enabled", false)), "enabled: the system object is not disabled");
        }

        @Test
        void keepsItsMark() {
            refused(saved((ObjectNode) before.deepCopy().set("attributes", Json.object())), "rolecall.kind=SYSTEM");
            refused(
                    saved((ObjectNode)
                            before.deepCopy().set("attributes", Json.of(Map.of("rolecall.kind", List.of("CUSTOMER"))))),
                    "rolecall.kind=SYSTEM");
        }

        @Test
        void isNotRemoved() {
            String person = realm.personHolding("VIEW@system");

            refused(realm.asAdministrator().delete(path), "the system object is not removed");

            assertAsBefore();
            assertThat(ClaimIT.texts(realm.access(person).at("/system/roles"))).containsExactly("VIEW");
        }

        @Test
        void losesNoDefaultRole() {
            refused(customers.removeGroup("system", "SUPER"), "SUPER");
            refused(customers.rename("system", "SUPER", "x"), "SUPER");

            assertThat(customers.groupsBelow("system", "")).containsExactly("ADMIN", "MANAGE", "SUPER", "VIEW");
        }

        @Test
        void mayBeDescribed() {
            String text = "Everything, " + UUID.randomUUID();

            saved(before.deepCopy().put("description", text)).expecting(204);

            assertThat(realm.asAdministrator()
                            .get(path)
                            .json()
                            .path("description")
                            .asText())
                    .isEqualTo(text);
        }

        private Answer saved(ObjectNode organization) {
            Answer answer = realm.asAdministrator().put(path, organization);
            if (answer.status() != 204) {
                assertAsBefore();
            }
            return answer;
        }

        private void assertAsBefore() {
            JsonNode after = realm.asAdministrator().get(path).expecting(200).json();
            assertThat(after.path("name")).isEqualTo(before.path("name"));
            assertThat(after.path("enabled").asBoolean()).isTrue();
            assertThat(after.path("attributes")).isEqualTo(before.path("attributes"));
        }
    }

    @Nested
    class AnOrganizationThatWouldBeTheSystem {
        @Test
        void isNotMadeWithoutTheMark() {
            TestRealm other = withoutASystem("-unmarked");

            refused(
                    other.asAdministrator()
                            .post(other.path("/organizations"), Json.of(Map.of("name", "s", "alias", "system"))),
                    "alias: 'system' is reserved");

            assertThat(other.asAdministrator()
                            .get(other.path("/organizations?search=s"))
                            .json())
                    .isEmpty();
        }

        @Test
        void isMadeWithTheMark() {
            TestRealm other = withoutASystem("-marked");

            other.asAdministrator()
                    .post(
                            other.path("/organizations"),
                            Json.of(Map.of(
                                    "name",
                                    "system",
                                    "alias",
                                    "system",
                                    "attributes",
                                    Map.of("rolecall.kind", List.of("SYSTEM")))))
                    .expecting(201);

            assertThat(other.customers().groupsBelow("system", "")).containsExactly("ADMIN", "MANAGE", "SUPER", "VIEW");
        }

        @Test
        void isNoOtherThanTheOneOfThatAlias() {
            String alias = "c-" + UUID.randomUUID();

            refused(
                    realm.asAdministrator()
                            .post(
                                    realm.path("/organizations"),
                                    Json.of(Map.of(
                                            "name",
                                            alias,
                                            "alias",
                                            alias,
                                            "attributes",
                                            Map.of("rolecall.kind", List.of("SYSTEM"))))),
                    "attributes: rolecall.kind=SYSTEM");

            assertThat(realm.asAdministrator()
                            .get(realm.path("/organizations?exact=true&search=" + alias))
                            .json())
                    .isEmpty();
        }

        @Test
        void isNotMadeOfACustomerLater() {
            String alias = customers.add();
            ObjectNode customer = (ObjectNode)
                    realm.asAdministrator().get(customers.path(alias)).json();

            refused(
                    realm.asAdministrator()
                            .put(
                                    customers.path(alias),
                                    customer.deepCopy()
                                            .set("attributes", Json.of(Map.of("rolecall.kind", List.of("SYSTEM"))))),
                    "attributes: rolecall.kind=SYSTEM");

            assertThat(realm.asAdministrator()
                            .get(customers.path(alias))
                            .json()
                            .path("attributes")
                            .has("rolecall.kind"))
                    .isFalse();
        }

        @Test
        void isNotImportedWithoutTheMark() {
            ObjectNode file = RealmFile.named(realm.name() + "-unmarked-system");
            ((ObjectNode) file.at("/organizations/2")).remove("attributes");

            RulesIT.refusedWithoutARealm(realm, file, "alias: 'system' is reserved");
        }

        private TestRealm withoutASystem(String suffix) {
            ObjectNode file = RealmFile.named(realm.name() + suffix);
            file.withArray("organizations").remove(2);
            realm.asAdministrator().post("", file).expecting(201);
            return realm.sibling(realm.name() + suffix);
        }
    }

    @Nested
    class ARealmWithAnOrganizationSystemFromBefore {
        private final TestRealm plain = plain();

        @Test
        void goesOnWhenItOptsIn() {
            String path = plain.customers().path("system");

            ObjectNode organization =
                    (ObjectNode) plain.asAdministrator().get(path).json();
            plain.asAdministrator()
                    .put(path, organization.put("name", "renamed"))
                    .expecting(204);
            assertThat(plain.asAdministrator().delete(plain.path("")).status()).isEqualTo(204);
        }

        private TestRealm plain() {
            String name = realm.name() + "-from-before";
            realm.asAdministrator()
                    .post("", Json.of(Map.of("realm", name, "enabled", true, "organizationsEnabled", true)))
                    .expecting(201);
            TestRealm other = realm.sibling(name);
            other.asAdministrator()
                    .post(other.path("/organizations"), Json.of(Map.of("name", "system", "alias", "system")))
                    .expecting(201);
            other.asAdministrator()
                    .put(
                            other.path(""),
                            Json.of(Map.of("realm", name, "attributes", Map.of("rolecall.enabled", "true"))))
                    .expecting(204);
            return other;
        }
    }
}
