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

/** Default role groups appear by themselves, and only where they belong. */
@ExtendWith(RealmOfTheClass.class)
class RoleGroupsIT {
    private static final List<String> DEFAULT_ROLES = List.of("ADMIN", "MANAGE", "VIEW");

    private final TestRealm realm;
    private final Customers customers;

    RoleGroupsIT(TestRealm realm) {
        this.realm = realm;
        this.customers = realm.customers();
    }

    @Nested
    class ANewCustomer {
        private final String alias = customers.add();

        @Test
        void hasItsRoleGroupsWhenTheCallReturns() {
            assertThat(customers.groupsBelow(alias, "")).isEqualTo(DEFAULT_ROLES);
        }

        @Test
        void hasThemMarked() {
            assertThat(mark(alias, "ADMIN", "rolecall.role")).isEqualTo("ADMIN");
        }

        @Test
        void getsNoMoreByAChange() {
            realm.asAdministrator()
                    .put(
                            customers.path(alias),
                            Json.of(Map.of("name", alias, "alias", alias, "description", "changed")))
                    .expecting(204);

            assertThat(customers.groupsBelow(alias, "")).isEqualTo(DEFAULT_ROLES);
        }

        @Test
        void leavesNothingBehindWhenItIsRefused() {
            Answer again = realm.asAdministrator()
                    .post(realm.path("/organizations"), Json.of(Map.of("name", alias + "-2", "alias", alias)));

            assertThat(again.status()).isEqualTo(409);
            assertThat(customers.groupsBelow(alias, "")).isEqualTo(DEFAULT_ROLES);
        }
    }

    @Nested
    class ANewDeployment {
        private final String alias = customers.add();

        @Test
        void hasItsRoleGroupsWhenTheCallReturns() {
            customers.addGroup(alias, "prod").expecting(201);

            assertThat(customers.groupsBelow(alias, "prod")).isEqualTo(DEFAULT_ROLES);
        }

        @Test
        void isMarkedThoughTheConsoleSendsNoAttributes() {
            customers.addGroup(alias, "prod").expecting(201);

            assertThat(mark(alias, "prod", "rolecall.kind")).isEqualTo("DEPLOYMENT");
        }

        @Test
        void isMadeOnceByTwoRequests() {
            customers.addGroup(alias, "prod").expecting(201);

            assertThat(customers.addGroup(alias, "prod").status()).isEqualTo(409);
            assertThat(customers.groupsBelow(alias, "prod")).isEqualTo(DEFAULT_ROLES);
        }

        @Test
        void isNoGroupOfADirectPermission() {
            customers.addGroup(alias, "+console.logs.read").expecting(201);

            assertThat(customers.groupsBelow(alias, "+console.logs.read")).isEmpty();
        }

        @Test
        void thatIsAGroupOfADirectPermissionIsMarkedAsSuch() {
            customers.addGroup(alias, "+console.logs.read").expecting(201);

            assertThat(mark(alias, "+console.logs.read", "rolecall.permission")).isEqualTo("console.logs.read");
        }

        @Test
        void isNoGroupInsideADeployment() {
            customers.addGroup(alias, "prod").expecting(201);
            String prod = customers.group(alias, "prod").path("id").asText();
            realm.asAdministrator()
                    .post(customers.path(alias) + "/groups/" + prod + "/children", Json.of(Map.of("name", "deep")))
                    .expecting(201);

            assertThat(customers.groupsBelow(alias, "prod/deep")).isEmpty();
        }
    }

    @Nested
    class AnImportedRealm {
        @Test
        void hasTheRoleGroupsOfItsCustomers() {
            assertThat(customers.groupsBelow("acme", "")).contains("ADMIN", "MANAGE", "VIEW", "prod-eu", "staging");
        }

        @Test
        void hasTheRoleGroupsOfItsDeployments() {
            assertThat(customers.groupsBelow("globex", "main")).isEqualTo(DEFAULT_ROLES);
        }

        @Test
        void keepsTheGroupsItBrings() {
            ObjectNode file = RealmFile.named(realm.name() + "-brings-groups");
            ((ObjectNode) file.at("/organizations/0")).set("groups", Json.read("""
                    [{"id":"1b6ff3a9-6f38-4cb1-9c6c-7d1ac8a10001","name":"dr","subGroups":[
                      {"id":"1b6ff3a9-6f38-4cb1-9c6c-7d1ac8a10002","name":"ADMIN"}]}]"""));

            realm.asAdministrator().post("", file).expecting(201);
            TestRealm imported = realm.sibling(realm.name() + "-brings-groups");

            assertThat(imported.customers().groupsBelow("acme", "dr")).isEqualTo(DEFAULT_ROLES);
            assertThat(imported.customers().group("acme", "dr/ADMIN").path("id").asText())
                    .isEqualTo("1b6ff3a9-6f38-4cb1-9c6c-7d1ac8a10002");
        }
    }

    @Nested
    class TheSystem {
        @Test
        void hasSuperBesides() {
            assertThat(customers.groupsBelow("system", "")).containsExactly("ADMIN", "MANAGE", "SUPER", "VIEW");
        }

        @Test
        void aloneHasSuper() {
            Answer answer = customers.addGroup("acme", "SUPER");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(customers.groupsBelow("acme", "")).doesNotContain("SUPER");
        }
    }

    @Test
    void aRealmThatDidNotOptInIsLeftAlone() {
        String name = realm.name() + "-plain";
        realm.asAdministrator()
                .post("", Json.of(Map.of("realm", name, "enabled", true, "organizationsEnabled", true)))
                .expecting(201);
        TestRealm plain = realm.sibling(name);

        String alias = plain.customers().add();

        assertThat(plain.customers().groupsBelow(alias, "")).isEmpty();
    }

    private String mark(String alias, String path, String attribute) {
        JsonNode group = customers.group(alias, path);
        return realm.asAdministrator()
                .get(customers.path(alias) + "/groups/" + group.path("id").asText())
                .expecting(200)
                .json()
                .path("attributes")
                .path(attribute)
                .path(0)
                .asText();
    }
}
