package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No stock claim carries a scoped permission realm-wide, though Keycloak has no veto for every way in. The application
 * of these tests puts roles into every kind of token.
 */
@ExtendWith(RealmOfTheClass.class)
class GuardIT {
    private static final String ROLES_EVERYWHERE = "roles-everywhere";

    private final TestRealm realm;
    private final List<String> added = new ArrayList<>();

    GuardIT(TestRealm realm) {
        this.realm = realm;
        addMapper(
                ROLES_EVERYWHERE,
                "oidc-usermodel-client-role-mapper",
                Map.of(
                        "claim.name", "resource_access.${client_id}.roles",
                        "jsonType.label", "String",
                        "multivalued", "true",
                        "access.token.claim", "true",
                        "id.token.claim", "true",
                        "userinfo.token.claim", "true",
                        "introspection.token.claim", "true"));
    }

    @AfterEach
    void applicationIsAsBefore() {
        added.forEach(mapper -> realm.asAdministrator().delete(mapper).expecting(204));
    }

    @Nested
    class APermissionInsideACompositeRole {
        private final String person = realm.person();
        private final String carrier = carrierOf(person);
        private final Tokens tokens = realm.tokensOf(person);

        @Test
        void isHeldAsFarAsKeycloakIsConcerned() {
            JsonNode effective = realm.asAdministrator()
                    .get(realm.path(
                            "/users/" + person + "/role-mappings/clients/" + realm.client("console") + "/composite"))
                    .expecting(200)
                    .json();

            assertThat(effective.findValuesAsText("name")).containsExactly("logs.read");
        }

        @Test
        void isNotInTheAccessToken() {
            assertThat(tokens.accessClaims().path("resource_access").has("console"))
                    .isFalse();
        }

        @Test
        void isNotInTheIdToken() {
            assertThat(tokens.idClaims().path("resource_access").has("account")).isTrue();
            assertThat(tokens.idClaims().path("resource_access").has("console")).isFalse();
        }

        @Test
        void isNotInUserinfo() {
            JsonNode roles = realm.userinfo(tokens.access()).path("resource_access");

            assertThat(roles.has("account")).isTrue();
            assertThat(roles.has("console")).isFalse();
        }

        @Test
        void isNotInIntrospection() {
            JsonNode roles = realm.introspect(tokens.access()).path("resource_access");

            assertThat(roles.has("account")).isTrue();
            assertThat(roles.has("console")).isFalse();
        }

        @Test
        void leavesTheRoleThatCarriedIt() {
            assertThat(ClaimIT.texts(tokens.accessClaims().at("/realm_access/roles")))
                    .contains(carrier);
        }

        private String carrierOf(String holder) {
            String name = "carrier-" + UUID.randomUUID();
            realm.asAdministrator()
                    .post(realm.path("/roles"), Json.of(Map.of("name", name)))
                    .expecting(201);
            JsonNode role = realm.asAdministrator()
                    .get(realm.path("/roles/" + name))
                    .expecting(200)
                    .json();
            realm.asAdministrator()
                    .post(realm.path("/users/" + holder + "/role-mappings/realm"), Json.of(List.of(role)))
                    .expecting(204);
            realm.asAdministrator()
                    .post(
                            realm.path("/roles-by-id/" + role.path("id").asText() + "/composites"),
                            Json.of(List.of(realm.clientRole("console", "logs.read"))))
                    .expecting(204);
            return name;
        }
    }

    @Test
    void aRoleMarkedAfterItWasMappedIsNotInTheToken() {
        String role = "later-" + UUID.randomUUID();
        String roles = realm.path("/clients/" + realm.client("console") + "/roles");
        realm.asAdministrator().post(roles, Json.of(Map.of("name", role))).expecting(201);
        String person = realm.person();
        realm.asAdministrator()
                .post(
                        realm.path("/users/" + person + "/role-mappings/clients/" + realm.client("console")),
                        Json.of(List.of(realm.clientRole("console", role))))
                .expecting(204);
        assertThat(ClaimIT.texts(consoleRoles(person))).containsExactly(role);

        realm.asAdministrator()
                .put(
                        roles + "/" + role,
                        Json.of(Map.of(
                                "name",
                                role,
                                "attributes",
                                Map.of("rolecall.type", List.of("VIEW"), "rolecall.scope", List.of("CUSTOMER")))))
                .expecting(204);

        assertThat(ClaimIT.texts(consoleRoles(person))).isEmpty();
    }

    @Test
    void aPermissionOfAHardcodedRoleMapperIsNotInTheTokenThoughItIsSplitElsewhere() {
        addMapper("hardcoded permission", "oidc-hardcoded-role-mapper", Map.of("role", "console.logs.read"));
        addMapper("hardcoded role", "oidc-hardcoded-role-mapper", Map.of("role", "elsewhere.open"));

        JsonNode roles = realm.tokensOf(realm.person()).accessClaims().path("resource_access");

        assertThat(roles.has("console.logs")).isFalse();
        assertThat(roles.at("/elsewhere/roles")).isEqualTo(Json.of(List.of("open")));
    }

    private JsonNode consoleRoles(String person) {
        return realm.tokensOf(person).accessClaims().at("/resource_access/console/roles");
    }

    private void addMapper(String name, String provider, Map<String, String> config) {
        String mappers = realm.path("/clients/" + realm.client(TestRealm.TEST_APP) + "/protocol-mappers/models");
        Answer answer = realm.asAdministrator()
                .post(
                        mappers,
                        Json.of(Map.of(
                                "name",
                                name,
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                provider,
                                "config",
                                config)))
                .expecting(201);
        added.add(mappers + "/" + TestRealm.idAt(answer.location()));
    }
}
