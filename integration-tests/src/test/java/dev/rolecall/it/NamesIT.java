package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Keycloak lets people name things, a reference to them means the same wherever it is read. */
@ExtendWith(RealmOfTheClass.class)
class NamesIT {
    private static final int LONGEST = 255;

    private final TestRealm realm;
    private final Integration integration;

    NamesIT(TestRealm realm) {
        this.realm = realm;
        this.integration = new Integration(realm);
    }

    @Nested
    class ACustomer {
        @ParameterizedTest
        @ValueSource(strings = {"%", "@", "/", ";", ",", "%2F", "+", "ü", "'", "\"", "a%@/;,b"})
        void isReferredToByAnyAliasKeycloakTakes(String part) {
            String alias = part + UUID.randomUUID();
            Answer made = organization(alias);
            if (made.status() != 201) {
                assertThat(made.status()).isBetween(400, 499);
                return;
            }

            assertThat(ClaimIT.texts(accessByRow("ADMIN@" + encoded(alias), List.of(alias))
                            .path("customers")
                            .path(alias)
                            .path("roles")))
                    .containsExactly("ADMIN");
        }

        @Test
        void isReferredToByAnAliasOfTheGreatestLength() {
            String alias = padded("%", LONGEST);
            organization(alias).expecting(201);

            assertThat(ClaimIT.texts(accessByRow("VIEW@" + encoded(alias), List.of(alias))
                            .path("customers")
                            .path(alias)
                            .path("roles")))
                    .containsExactly("VIEW");
        }

        @Test
        void isNotMadeWithALongerOne() {
            String alias = padded("x", LONGEST + 1);

            RulesIT.refused(organization(alias), "too long");

            assertThat(realm.asAdministrator()
                            .get(realm.path("/organizations?search=" + alias.substring(0, 40)))
                            .json())
                    .isEmpty();
        }
    }

    @Nested
    class ADeployment {
        private final String alias = realm.customers().add();

        @ParameterizedTest
        @ValueSource(strings = {"%", "@", "/", ";", ",", "a b", "~/x", "ü", "\u3000", "a%@/;,b"})
        void isReferredToByAnyName(String part) {
            String name = part + UUID.randomUUID();
            realm.customers().addGroup(alias, name).expecting(201);

            assertThat(ClaimIT.texts(accessByRow("VIEW@" + alias + "/" + encoded(name), List.of(alias))
                            .at("/customers/" + alias)
                            .path("deployments")
                            .path(name)
                            .path("roles")))
                    .containsExactly("VIEW");
        }

        @Test
        void isReferredToByANameOfTheGreatestLength() {
            String name = padded("%", LONGEST);
            realm.customers().addGroup(alias, name).expecting(201);

            assertThat(accessByRow("VIEW@" + alias + "/" + encoded(name), List.of(alias))
                            .at("/customers/" + alias)
                            .path("deployments")
                            .has(name))
                    .isTrue();
        }

        @Test
        void isNotMadeWithALongerOne() {
            assertThat(realm.customers()
                            .addGroup(alias, padded("x", LONGEST + 1))
                            .status())
                    .isBetween(400, 499);

            assertThat(realm.customers().groupsBelow(alias, "")).containsExactly("ADMIN", "MANAGE", "VIEW");
        }
    }

    @Nested
    class APermission {
        @ParameterizedTest
        @ValueSource(strings = {"%", "@", "/", ";", ",", "a b", "ü", "a%@/;,b"})
        void isReferredToByAnyName(String part) {
            String role = part + UUID.randomUUID();
            Answer made = permission(role);
            if (made.status() != 201) {
                assertThat(made.status()).isBetween(400, 499);
                return;
            }
            String name = "console." + role;

            ARow row =
                    ARow.aboutANewcomer().associatedWith("acme").with("permissions", List.of(encoded(name) + "@acme"));
            assertThat(ClaimIT.texts(accessOf(row).at("/customers/acme/permissions")))
                    .containsExactly(name);
            assertComesBackUnchanged(row);
        }

        @Test
        void isTooLongForARowThatGivesItDirectly() {
            String role = padded("x", LONGEST);
            permission(role).expecting(201);
            ARow row = ARow.aboutANewcomer()
                    .associatedWith("acme")
                    .with("permissions", List.of("console." + role + "@acme"));

            assertThat(integration.refusal(row)).endsWith("too-long");
            assertThat(integration.idsOf(row.usercode())).isEmpty();
        }

        private Answer permission(String role) {
            return realm.asAdministrator()
                    .post(
                            realm.path("/clients/" + realm.client("console") + "/roles"),
                            Json.of(Map.of(
                                    "name",
                                    role,
                                    "attributes",
                                    Map.of("rolecall.type", List.of("ADMIN"), "rolecall.scope", List.of("CUSTOMER")))));
        }
    }

    private Answer organization(String alias) {
        return realm.asAdministrator()
                .post(realm.path("/organizations"), Json.of(Map.of("name", alias, "alias", alias)));
    }

    /** The claim of somebody who got a role by a row, which is also what the person's payload says. */
    private JsonNode accessByRow(String role, List<String> customers) {
        ARow row = ARow.aboutANewcomer().with("customers", customers).holding(role);
        JsonNode access = accessOf(row);
        assertComesBackUnchanged(row);
        return access;
    }

    private JsonNode accessOf(ARow row) {
        integration.sync(row.json()).expecting(200);
        String person = integration.idsOf(row.usercode()).get(0);
        realm.givePassword(person);
        return realm.access(person);
    }

    private void assertComesBackUnchanged(ARow row) {
        JsonNode payload =
                integration.syncPayload(row.usercode()).expecting(200).json();
        for (String list : List.of("roles", "permissions")) {
            assertThat(texts(payload.path(list))).isEqualTo(texts(row.json().path(list)));
        }
        assertThat(integration
                        .sync(payload)
                        .expecting(200)
                        .json()
                        .at("/results/0/status")
                        .asText())
                .isEqualTo("unchanged");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String padded(String with, int length) {
        String unique = UUID.randomUUID().toString();
        return unique + with.repeat(length - unique.length());
    }

    /** As the reference grammar has it. */
    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        name.codePoints().forEach(c -> {
            String text = Character.toString(c);
            encoded.append(
                    "%@/;, \u3000".contains(text) ? TestRealm.encoded(text).replace("+", "%20") : text);
        });
        return encoded.toString();
    }
}
