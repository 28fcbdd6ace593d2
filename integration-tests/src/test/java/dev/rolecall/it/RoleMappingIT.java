package dev.rolecall.it;

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

/**
 * A permission or custom role is held on an object, never by a role mapping, which would hold for the whole realm:
 * whoever maps one to a user or a group gets a 400 with the reason, and nothing is mapped.
 */
@ExtendWith(RealmOfTheClass.class)
class RoleMappingIT {
    private static final String REASON = "console.logs.read is held on an object by membership in a role group";

    private final TestRealm realm;
    private final String console;
    private final JsonNode permission;

    RoleMappingIT(TestRealm realm) {
        this.realm = realm;
        this.console = realm.client("console");
        this.permission = realm.clientRole("console", "logs.read");
    }

    @Nested
    class APermission {
        @Test
        void isNotMappedToAUser() {
            String user = realm.path("/users/" + realm.person());

            RulesIT.refused(mapClientRole(user), "the role " + REASON);

            assertThat(rolesOf(user)).isEmpty();
        }

        @Test
        void isNotMappedToAServiceAccount() {
            String user = realm.path("/users/" + realm.idOf("service-account-people-push"));

            RulesIT.refused(mapClientRole(user), REASON);

            assertThat(rolesOf(user)).isEmpty();
        }

        @Test
        void isNotMappedToAGroupOfTheRealm() {
            String group = realm.path("/groups/" + newGroup());

            RulesIT.refused(mapClientRole(group), REASON);

            assertThat(rolesOf(group)).isEmpty();
        }

        @Test
        void isNotMappedToAGroupOfAnOrganization() {
            String group = realm.customers().groupPath("acme", "VIEW");

            RulesIT.refused(mapClientRole(group), REASON);

            assertThat(rolesOf(group)).isEmpty();
        }

        @Test
        void leavesTheOtherRolesOfTheSameCallUnmapped() {
            String user = realm.path("/users/" + realm.person());
            JsonNode ordinary = ordinaryClientRole();

            RulesIT.refused(
                    realm.asAdministrator()
                            .post(user + "/role-mappings/clients/" + console, Json.of(List.of(ordinary, permission))),
                    REASON);

            assertThat(rolesOf(user)).isEmpty();
        }
    }

    @Nested
    class ARoleThatContainsAPermission {
        private final JsonNode composite = newRole();

        ARoleThatContainsAPermission() {
            contains(composite, permission);
        }

        @Test
        void isNotMappedToAUser() {
            String user = realm.path("/users/" + realm.person());

            RulesIT.refused(
                    mapRealmRole(user, composite),
                    "the role " + composite.path("name").asText() + " contains console.logs.read");

            assertThat(realmRolesOf(user)).doesNotContain(composite.path("name").asText());
        }

        @Test
        void isNotMappedToAGroup() {
            String group = realm.path("/groups/" + newGroup());

            RulesIT.refused(mapRealmRole(group, composite), REASON.substring(0, 17));

            assertThat(realmRolesOf(group)).isEmpty();
        }

        @Test
        void isFoundInsideAnotherOneAndInACircle() {
            JsonNode outer = newRole();
            contains(outer, composite);
            contains(composite, outer);
            String user = realm.path("/users/" + realm.person());

            RulesIT.refused(mapRealmRole(user, outer), "contains console.logs.read");

            assertThat(realmRolesOf(user)).doesNotContain(outer.path("name").asText());
        }

        @Test
        void mayBeMappedOnceItIsEmpty() {
            realm.asAdministrator()
                    .delete(realm.path("/roles-by-id/" + composite.path("id").asText()))
                    .expecting(204);
            String user = realm.path("/users/" + realm.person());
            JsonNode without = newRole();

            mapRealmRole(user, without).expecting(204);

            assertThat(realmRolesOf(user)).contains(without.path("name").asText());
        }
    }

    @Nested
    class ACustomRole {
        @Test
        void isNotMappedToAUser() {
            String name = "operator-" + UUID.randomUUID();
            String roles = realm.path("/clients/" + console + "/roles");
            realm.asAdministrator()
                    .post(
                            roles,
                            Json.of(Map.of(
                                    "name",
                                    name,
                                    "attributes",
                                    Map.of(
                                            "rolecall.role", List.of("true"),
                                            "rolecall.type", List.of("VIEW"),
                                            "rolecall.scope", List.of("CUSTOMER")))))
                    .expecting(201);
            String user = realm.path("/users/" + realm.person());

            RulesIT.refused(
                    realm.asAdministrator()
                            .post(
                                    user + "/role-mappings/clients/" + console,
                                    Json.of(List.of(realm.clientRole("console", name)))),
                    "console." + name);

            assertThat(rolesOf(user)).isEmpty();
        }
    }

    @Nested
    class AnOrdinaryRole {
        @Test
        void isMappedToAUserAndToAGroup() {
            String user = realm.path("/users/" + realm.person());
            String group = realm.path("/groups/" + newGroup());
            JsonNode role = newRole();

            mapRealmRole(user, role).expecting(204);
            mapRealmRole(group, role).expecting(204);

            assertThat(realmRolesOf(user)).contains(role.path("name").asText());
            assertThat(realmRolesOf(group)).contains(role.path("name").asText());
        }
    }

    @Nested
    class TheDefaultRole {
        @Test
        void stopsNoNewUserThoughItContainsAPermission() {
            String name = realm.name() + "-default-role";
            realm.asAdministrator().post("", RealmFile.named(name)).expecting(201);
            TestRealm other = realm.sibling(name);
            String defaultRole = realm.asAdministrator()
                    .get(other.path("/roles/default-roles-" + name))
                    .expecting(200)
                    .json()
                    .path("id")
                    .asText();
            realm.asAdministrator()
                    .post(
                            other.path("/roles-by-id/" + defaultRole + "/composites"),
                            Json.of(List.of(other.clientRole("console", "logs.read"))))
                    .expecting(204);

            assertThat(other.user(other.person()).path("enabled").asBoolean()).isTrue();
        }
    }

    @Nested
    class APartialImport {
        private final String name = "i-" + UUID.randomUUID();
        private final String innocent = "i-" + UUID.randomUUID();

        @Test
        void givesAPermissionToNoUser() {
            RulesIT.refused(
                    imported(
                            "users",
                            List.of(Map.of("username", innocent), Map.of("username", name, "clientRoles", roles()))),
                    REASON);

            assertThat(found("/users?username=" + name)).isEmpty();
            assertThat(found("/users?username=" + innocent)).isEmpty();
        }

        @Test
        void givesAPermissionToNoGroup() {
            RulesIT.refused(
                    imported("groups", List.of(Map.of("name", name, "path", "/" + name, "clientRoles", roles()))),
                    REASON);

            assertThat(found("/groups?search=" + name)).isEmpty();
        }

        @Test
        void bringsAnybodyElse() {
            imported("users", List.of(Map.of("username", innocent))).expecting(200);

            assertThat(found("/users?username=" + innocent)).hasSize(1);
        }

        private Answer imported(String what, List<Map<String, Object>> rows) {
            return realm.asAdministrator()
                    .post(realm.path("/partialImport"), Json.of(Map.of("ifResourceExists", "FAIL", what, rows)));
        }

        private JsonNode found(String path) {
            return realm.asAdministrator().get(realm.path(path)).expecting(200).json();
        }
    }

    @Nested
    class AnImportedRealm {
        private final ObjectNode file = RealmFile.named(realm.name() + "-imported");

        @Test
        void givesAPermissionToNoUser() {
            file.withArray("users").add(Json.of(Map.of("username", "eve", "clientRoles", roles())));

            RulesIT.refusedWithoutARealm(realm, file, REASON);
        }

        @Test
        void givesAPermissionToNoGroup() {
            file.withArray("groups").add(Json.of(Map.of("name", "everyone", "clientRoles", roles())));

            RulesIT.refusedWithoutARealm(realm, file, REASON);
        }

        @Test
        void givesAPermissionToNoGroupOfACustomer() {
            ((ObjectNode) file.at("/organizations/0/groups/0")).set("clientRoles", Json.of(roles()));

            RulesIT.refusedWithoutARealm(realm, file, REASON);
        }
    }

    private static Map<String, List<String>> roles() {
        return Map.of("console", List.of("logs.read"));
    }

    private Answer mapClientRole(String holder) {
        return realm.asAdministrator().post(holder + "/role-mappings/clients/" + console, Json.of(List.of(permission)));
    }

    private Answer mapRealmRole(String holder, JsonNode role) {
        return realm.asAdministrator().post(holder + "/role-mappings/realm", Json.of(List.of(role)));
    }

    private JsonNode rolesOf(String holder) {
        return realm.asAdministrator()
                .get(holder + "/role-mappings/clients/" + console)
                .expecting(200)
                .json();
    }

    private List<String> realmRolesOf(String holder) {
        return realm.asAdministrator()
                .get(holder + "/role-mappings/realm")
                .expecting(200)
                .json()
                .findValuesAsText("name");
    }

    private JsonNode newRole() {
        String name = "r-" + UUID.randomUUID();
        realm.asAdministrator()
                .post(realm.path("/roles"), Json.of(Map.of("name", name)))
                .expecting(201);
        return realm.asAdministrator().get(realm.path("/roles/" + name)).json();
    }

    private JsonNode ordinaryClientRole() {
        String name = "o-" + UUID.randomUUID();
        realm.asAdministrator()
                .post(realm.path("/clients/" + console + "/roles"), Json.of(Map.of("name", name)))
                .expecting(201);
        return realm.clientRole("console", name);
    }

    private void contains(JsonNode composite, JsonNode role) {
        realm.asAdministrator()
                .post(
                        realm.path("/roles-by-id/" + composite.path("id").asText() + "/composites"),
                        Json.of(List.of(role)))
                .expecting(204);
    }

    private String newGroup() {
        return TestRealm.idAt(realm.asAdministrator()
                .post(realm.path("/groups"), Json.of(Map.of("name", "g-" + UUID.randomUUID())))
                .expecting(201)
                .location());
    }
}
